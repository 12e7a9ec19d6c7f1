package dev.kennzahl.metrics;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Follows a figure over the protocol {@code graphql-transport-ws}, as front ends do. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KpiSubscriptionTest {
    private static final String WON =
            "subscription { kpiChanged(key: \"%s\", query: {from: \"2026-01-01\", to: \"2026-02-01\"})"
                    + " { first result { currency series { points { value } } } } }";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void tellsAFigureAtOnceAndAgainWhenItChanges() throws Exception {
        try (Follower follower = new Follower(Map.of("Authorization", "ApiKey " + tenant.key()))) {
            follower.subscribe(WON.formatted("deals_won"));
            assertThat(value(follower.next("next"), true)).isEqualTo("0");
            won("d1");
            assertThat(value(follower.next("next"), false)).isEqualTo("1");
            // Changes nothing that is followed, so nothing is told of it …
            tenant.importCsv("deals", "deal_id,stage,status,changed_at\nd2,offer,open,2026-01-05T00:00:00Z\n");
            // … but of this.
            won("d3");
            assertThat(value(follower.next("next"), false)).isEqualTo("2");
        }
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() throws Exception {
        try (Follower follower = new Follower(Map.of("Authorization", "ApiKey " + tenant.key()))) {
            follower.subscribe(WON.formatted("no_such_kpi"));
            assertThat(follower.next().toString()).contains("UNKNOWN_KPI");
        }
    }

    @Test
    void tellsNothingToStrangers() throws Exception {
        try (Follower follower = new Follower(Map.of())) {
            follower.subscribe(WON.formatted("deals_won"));
            assertThat(follower.next().toString()).contains("UNAUTHENTICATED").doesNotContain("points");
        }
        try (Follower follower = new Follower(Map.of("Authorization", "ApiKey kz_wrong"))) {
            follower.subscribe(WON.formatted("deals_won"));
            assertThat(follower.next().toString()).doesNotContain("points");
        }
    }

    private void won(String deal) {
        tenant.importCsv("deals", "deal_id,stage,status,closed_at\n" + deal + ",won,won,2026-01-10\n");
    }

    private static String value(JsonNode message, boolean first) {
        JsonNode change = message.at("/payload/data/kpiChanged");
        assertThat(change.path("first").asBoolean()).as(message.toString()).isEqualTo(first);
        return change.at("/result/series/0/points/0/value").asText();
    }

    /** A client that keeps what it is told. */
    private static final class Follower implements WebSocket.Listener, AutoCloseable {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        Follower(Map<String, String> payload) throws Exception {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("graphql-transport-ws")
                    .buildAsync(URI.create("ws://localhost:" + RestAssured.port + "/graphql"), this)
                    .get(20, TimeUnit.SECONDS);
            send(Map.of("type", "connection_init", "payload", payload));
        }

        void subscribe(String query) throws Exception {
            JsonNode first = next();
            if ("connection_ack".equals(first.path("type").asText())) {
                send(Map.of("id", "1", "type", "subscribe", "payload", Map.of("query", query)));
            } else {
                messages.add(first);
            }
        }

        private void send(Map<String, ?> message) throws JsonProcessingException {
            socket.sendText(JSON.writeValueAsString(message), true);
        }

        JsonNode next(String type) throws InterruptedException {
            JsonNode message = next();
            assertThat(message.path("type").asText()).as(message.toString()).isEqualTo(type);
            return message;
        }

        JsonNode next() throws InterruptedException {
            while (true) {
                JsonNode message = messages.poll(30, TimeUnit.SECONDS);
                assertThat(message).as("nothing was told").isNotNull();
                if (!"ping".equals(message.path("type").asText())) {
                    return message;
                }
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(text.toString()));
                } catch (JsonProcessingException e) {
                    messages.add(JSON.getNodeFactory().textNode(text.toString()));
                }
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, @Nullable String reason) {
            messages.add(JSON.createObjectNode().put("closed", status).put("reason", reason));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
