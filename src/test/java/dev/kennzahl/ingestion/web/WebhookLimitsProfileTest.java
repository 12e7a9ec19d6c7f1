package dev.kennzahl.ingestion.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestLimits;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

/** What is too much, too fast, too slow or packed is refused at the door, with a reason. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestLimits.class)
class WebhookLimitsProfileTest {
    private static final String PASSWORD = "pd-password-of-globex";
    private static final String CREDENTIALS =
            "Basic " + Base64.getEncoder().encodeToString(("kpi:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final int LARGEST = 8 * 1024 * 1024;
    private static final String NOTE =
            "{\"meta\":{\"version\":\"2.0\",\"entity\":\"note\",\"action\":\"create\"},\"data\":{\"x\":\"%s\"}}";

    @TestHTTPResource
    URI service;

    private TestTenant tenant;

    @BeforeEach
    void makeATenant() {
        tenant = TestTenant.create();
    }

    @Test
    void lessThanTheBurstComesInAndTheRestIsToldWhenToComeAgain() {
        String url = connection("pipedrive", Map.of());
        int refused = 0;
        for (int i = 0; i < TestLimits.BURST + 5; i++) {
            ValidatableResponse answer = post(url, NOTE);
            if (answer.extract().statusCode() == 429) {
                refused++;
                answer.contentType(containsString("application/problem+json"))
                        .body("code", equalTo("RATE_LIMITED"))
                        .body("retryable", equalTo(true))
                        .header("Retry-After", "1")
                        .header("RateLimit-Policy", "\"connection\";q=5;w=5")
                        .header("RateLimit", matchesPattern("\"connection\";r=0;t=[45]"));
            } else {
                answer.statusCode(202).header("RateLimit", matchesPattern("\"connection\";r=[0-4];t=[1-5]"));
            }
        }
        assertThat(refused).isPositive().isLessThanOrEqualTo(5);
        post(connection("pipedrive", Map.of()), NOTE).statusCode(202);
    }

    @Test
    void whoCannotProveWhoTheyAreDoesNotUseUpTheSendersShare() {
        String url = connection("pipedrive", Map.of());
        for (int i = 0; i < 3 * TestLimits.BURST; i++) {
            RestAssured.given()
                    .contentType("application/json")
                    .body(NOTE)
                    .post(url)
                    .then()
                    .statusCode(401);
        }

        post(url, NOTE).statusCode(202);
    }

    @Test
    void takesAWebhookAsLargeAsTheLimitAndNoneThatIsLarger() throws IOException {
        String url = connection("pipedrive", Map.of());
        String large = NOTE.formatted("x".repeat(LARGEST - NOTE.length() + 2));
        assertThat(large).hasSize(LARGEST);

        post(url, large).statusCode(202);
        assertThat(raw(url, "Content-Length: " + (LARGEST + 1), ""))
                .startsWith("HTTP/1.1 413")
                .contains("PAYLOAD_TOO_LARGE");
    }

    @Test
    void cutsWhoeverSendsHeadersByteByByte() throws IOException, InterruptedException {
        RestAssured.get("/q/health/live").then().statusCode(200);
        try (Socket first = new Socket(service.getHost(), service.getPort());
                Socket second = new Socket(service.getHost(), service.getPort())) {
            assertThat(answersALive(second)).isTrue();
            Thread.sleep(3000);
            assertThat(answersALive(second)).as("idle between two requests").isTrue();

            assertThat(secondsUntilCut(first)).isLessThan(10);
            assertThat(secondsUntilCut(second)).isLessThan(10);
        }
    }

    private static boolean answersALive(Socket socket) throws IOException {
        socket.setSoTimeout(5000);
        socket.getOutputStream()
                .write("GET /q/health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[4096];
        int read = socket.getInputStream().read(answer);
        return read > 0 && new String(answer, 0, read, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200");
    }

    /** A letter of a header ten times a second, until nobody takes them any more or for as long as no test should wait. */
    private static long secondsUntilCut(Socket socket) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            OutputStream out = socket.getOutputStream();
            out.write("GET /q/health/live HTTP/1.1\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                out.write('x');
                Thread.sleep(100);
            }
        } catch (IOException cut) {
            // What was waited for.
        }
        return (System.nanoTime() - begin) / 1_000_000_000;
    }

    @Test
    void refusesWhatIsPacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(NOTE.getBytes(StandardCharsets.UTF_8));
        }
        for (String path :
                new String[] {connection("pipedrive", Map.of()), "/api/v1/connections", "/api/v1/imports/deals"}) {
            tenant.request()
                    .header("Authorization", CREDENTIALS)
                    .header("Content-Encoding", "gzip")
                    .contentType("application/json")
                    .body(packed.toByteArray())
                    .post(path)
                    .then()
                    .statusCode(415)
                    .header("Accept-Encoding", "identity")
                    .contentType(containsString("application/problem+json"))
                    .body("code", equalTo("UNSUPPORTED_MEDIA_TYPE"))
                    .body("detail", containsString("uncompressed"));
        }
    }

    @Test
    void refusesFormsUnlessThereIsNothingInThem() {
        String url = connection("pipedrive", Map.of());
        String form = "application/x-www-form-urlencoded";

        tenant.request().contentType(form).body("a=%zz").post(url).then().statusCode(415);
        tenant.request().multiPart("a", "b").post(url).then().statusCode(415);
        tenant.request()
                .contentType(form)
                .post("/api/v1/deliveries/1/replay")
                .then()
                .statusCode(404);
    }

    @Test
    void answersABodyThatDoesNotComeAndClosesTheConnection() throws IOException {
        assertThat(raw(connection("pipedrive", Map.of()), "Content-Length: 100", "{\"half\":"))
                .startsWith("HTTP/1.1 408")
                .contains("REQUEST_TIMEOUT")
                .containsIgnoringCase("connection: close");
        assertThat(raw("/api/v1/connections", "Transfer-Encoding: chunked", "5\r\n{\"nam\r\n"))
                .startsWith("HTTP/1.1 408");
    }

    @Test
    void answersAnUploadThatComesToAHalt() throws IOException {
        assertThat(raw(
                        "/api/v1/imports/deals",
                        "Content-Length: 1000\r\nX-API-Key: " + tenant.key(),
                        "deal_id,stage,status\n1,a,open\n"))
                .startsWith("HTTP/1.1 408")
                .contains("REQUEST_TIMEOUT");
        tenant.request().get("/api/v1/deals").then().body("items.size()", equalTo(0));
    }

    @Test
    void saysWhichOriginMayDeliverAndHowFast() {
        String url = connection("cloudevents", Map.of());

        handshake(url, "events.example.com", "100000")
                .statusCode(200)
                .header("WebHook-Allowed-Origin", "events.example.com")
                .header("WebHook-Allowed-Rate", "60")
                .header("Allow", "POST");
        handshake(url, "events.example.com", "7").header("WebHook-Allowed-Rate", "7");
        handshake(url, "no host name", "7").statusCode(400).body("field", equalTo("WebHook-Request-Origin"));
        RestAssured.given().options(url).then().statusCode(400);
        RestAssured.given().options(connection("pipedrive", Map.of())).then().statusCode(204);
        handshake("/webhooks/cloudevents/00000000-0000-0000-0000-000000000000", "a.example", "1")
                .statusCode(404);
    }

    private static ValidatableResponse handshake(String url, String origin, String rate) {
        return RestAssured.given()
                .header("WebHook-Request-Origin", origin)
                .header("WebHook-Request-Rate", rate)
                .header("WebHook-Request-Callback", "http://127.0.0.1:1/never-called")
                .options(url)
                .then();
    }

    private String connection(String sender, Map<String, Object> options) {
        return tenant.request()
                .contentType("application/json")
                .body(
                        sender.equals("pipedrive")
                                ? Map.of("sender", sender, "name", "x", "secret", PASSWORD, "options", options)
                                : Map.of("sender", sender, "name", "x", "options", options))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
    }

    private static ValidatableResponse post(String url, String body) {
        return RestAssured.given()
                .header("Authorization", CREDENTIALS)
                .contentType("application/json")
                .body(body)
                .post(url)
                .then();
    }

    /** What is answered to a request that stops after this much, until the service closes the connection. */
    private String raw(String path, String headers, String body) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Type: "
                            + (path.contains("imports") ? "text/csv" : "application/json") + "\r\n" + headers
                            + "\r\n\r\n"
                            + body)
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
