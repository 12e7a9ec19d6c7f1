package dev.kennzahl.api;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** How many series of requests there are is not up to callers, and the alerts find what they ask for. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RequestMetricsTest {
    private static final String REQUESTS = "http_server_requests_seconds_count";
    private static final Map<String, String> PACKED = Map.of("Content-Encoding", "gzip");

    private final PlainClient caller = PlainClient.anonymous();

    @Test
    void pathsThatAreRefusedBeforeTheyAreRoutedMakeNoSeries() {
        for (int i = 0; i < 150; i++) {
            post("/api/v1/" + UUID.randomUUID(), 415);
            post("/" + UUID.randomUUID(), 415);
        }
        assertThat(uris()).noneMatch(uri -> uri.matches(".*[0-9a-f]{8}-.*"));
    }

    @Test
    void aRefusedWebhookIsStillSeenAsAWebhook() {
        String[] webhook = {"uri=\"/webhooks/{sender}/{connectionId}\"", "status=\"415\""};
        double before = MetricsPage.now().sum(REQUESTS, webhook);
        post("/webhooks/hubspot/" + UUID.randomUUID(), 415);
        assertThat(MetricsPage.now().sum(REQUESTS, webhook)).isEqualTo(before + 1);
    }

    @Test
    void otherWaysToWriteAPathMakeNoSeries() {
        for (String way : new String[] {"/q/../openapi", "/api/x1/../../openapi", "/x2/%2E%2E/openapi", "/open%61pi"}) {
            assertThat(sent("GET " + way)).as(way).startsWith("HTTP/1.1 200");
        }
        assertThat(uris()).doesNotContain("/openapi").contains("/{other}").noneMatch(uri -> uri.matches(".*[.%].*"));
    }

    @Test
    void methodsThatNobodyTakesAreOne() {
        sent("BREW /api/v1/kpis");
        sent("STIR /api/v1/kpis");
        assertThat(MetricsPage.now().values(REQUESTS, "method"))
                .contains("UNKNOWN")
                .doesNotContain("BREW", "STIR");
    }

    @Test
    void thereIsRoomForAllPathsAndMore() throws IOException {
        long paths = Files.readString(Path.of("openapi/openapi.yaml"))
                .lines()
                .filter(line -> line.startsWith("  /"))
                .count();
        int room = ConfigProvider.getConfig()
                .getValue("quarkus.micrometer.binder.http-server.max-uri-tags", Integer.class);
        assertThat(paths).isGreaterThan(100).isLessThan(room / 2);
    }

    private void post(String path, int status) {
        caller.post(path, "application/json", new byte[0], PACKED).expect(status);
    }

    private static Set<String> uris() {
        return MetricsPage.now().values(REQUESTS, "uri");
    }

    /** As it stands: clients tidy up paths, or know better than to send such a method. */
    private static String sent(String request) {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            String head = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
