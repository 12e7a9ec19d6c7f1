package dev.kennzahl.ingestion.sender;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.IncomingDelivery;

import static org.assertj.core.api.Assertions.assertThat;

/** The same over HTTP, all the way into the history: a refusal names its reason, and nothing that was taken trips anything up. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class HostileWebhooksTest {
    private static final int REQUESTS = 300;
    private static final int AT_ONCE = 16;
    private static final Duration SOON = Duration.ofSeconds(20);
    /** What the client of the JDK sets itself. */
    private static final Set<String> OF_THE_CLIENT =
            Set.of("host", "content-length", "connection", "expect", "upgrade");

    @TestHTTPResource
    URI service;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @MethodSource("senders")
    void everythingIsTakenOrRefusedAndNothingIsAFaultOfOurs(String sender) {
        TestTenant tenant = TestTenant.create();
        ConnectionSettings connection = Samples.connection(sender);
        String url = connect(tenant, sender, connection);
        HostileRequests requests = new HostileRequests(sender, connection, 4711);
        Semaphore room = new Semaphore(AT_ONCE);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();

        for (int i = 0; i < REQUESTS; i++) {
            room.acquireUninterruptibly();
            answers.add(
                    client.sendAsync(request(url, requests.next(Instant.now())), HttpResponse.BodyHandlers.ofString())
                            .whenComplete((answer, failure) -> room.release()));
        }

        Map<Integer, Integer> counts = new HashMap<>();
        Set<String> faults = new TreeSet<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> response = answer.orTimeout(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            counts.merge(response.statusCode(), 1, Integer::sum);
            if (!isProblem(response) && response.statusCode() >= 300) {
                faults.add(response.statusCode() + " " + response.headers().map() + " " + response.body());
            }
        }
        assertThat(faults).as("refusals without a reason").isEmpty();
        assertThat(counts.keySet())
                .isSubsetOf(200, 202, 400, 401, 415)
                .contains(401)
                .containsAnyOf(200, 202);
        assertNothingTripped(tenant);
    }

    private static boolean isProblem(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
    }

    private static void assertNothingTripped(TestTenant tenant) {
        tenant.awaitDeliveries();
        List<String> reasons =
                tenant.request().get("/api/v1/deliveries?status=dead&first=500").path("items.reason");
        assertThat(reasons).noneMatch(reason -> reason.contains("failed") || reason.contains("refused"));
    }

    private HttpRequest request(String url, IncomingDelivery delivery) {
        String query = delivery.query().replace("%zz", "%25").replace("%=", "a=");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        service.resolve(url + (query.isEmpty() ? "" : "?" + query)))
                .timeout(SOON)
                .POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body()));
        delivery.headers().forEach((name, value) -> {
            if (!OF_THE_CLIENT.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    private static String connect(TestTenant tenant, String sender, ConnectionSettings connection) {
        Map<String, Object> wish = new HashMap<>(Map.of(
                "sender",
                sender,
                "name",
                "hostile",
                "options",
                Samples.JSON.convertValue(connection.options(), Map.class)));
        if (!connection.secrets().isEmpty()) {
            wish.put("secret", connection.secrets().get(0));
        }
        return tenant.request()
                .contentType("application/json")
                .body(wish)
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
    }

    static Stream<String> senders() {
        return SenderContractTest.senders().map(sender -> sender.id());
    }
}
