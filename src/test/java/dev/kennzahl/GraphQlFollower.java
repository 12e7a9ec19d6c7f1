package dev.kennzahl;

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
import io.restassured.RestAssured;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Follows a subscription over the protocol {@code graphql-transport-ws}, as front ends do, and keeps what it is told. */
public final class GraphQlFollower implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    /** @param payload of the first message: who it is */
    public GraphQlFollower(Map<String, String> payload) throws Exception {
        this(RestAssured.port, payload);
    }

    public GraphQlFollower(int port, Map<String, String> payload) throws Exception {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("graphql-transport-ws")
                .buildAsync(URI.create("ws://localhost:" + port + "/graphql"), this)
                .get(20, TimeUnit.SECONDS);
        send(Map.of("type", "connection_init", "payload", payload));
    }

    public void subscribe(String query) throws Exception {
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

    public JsonNode next(String type) throws InterruptedException {
        JsonNode message = next();
        assertThat(message.path("type").asText()).as(message.toString()).isEqualTo(type);
        return message;
    }

    public JsonNode next() throws InterruptedException {
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
