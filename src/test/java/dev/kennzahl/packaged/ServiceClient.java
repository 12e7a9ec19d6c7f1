package dev.kennzahl.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Asks a service from outside, with one API key. */
public final class ServiceClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final String key;

    ServiceClient(String base, String key) {
        this.base = base;
        this.key = key;
    }

    /** The key it asks with. */
    public String key() {
        return key;
    }

    /** What came back. */
    public record Answer(int status, Map<String, List<String>> headers, String body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("not JSON: " + body, e);
            }
        }
    }

    /** Whether the service listens and says it is ready. */
    boolean isReady() {
        try {
            return HTTP.send(request("/q/health/ready").GET().build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The JSON of a path that must answer 200. */
    public JsonNode get(String path) {
        Answer answer = ask(path);
        assertThat(answer.status()).as(path + " answers " + answer.body()).isEqualTo(200);
        return answer.json();
    }

    public Answer ask(String path) {
        return send(request(path).GET());
    }

    public JsonNode post(String path, Object body) {
        Answer answer = send(request(path)
                .header("Content-Type", "application/json")
                .header("X-Operator-Key", ServiceProcess.OPERATOR_KEY)
                .POST(BodyPublishers.ofString(write(body))));
        assertThat(answer.status()).as(path + " answers " + answer.body()).isBetween(200, 299);
        return answer.json();
    }

    Answer upload(String path, String contentType, String body, Map<String, String> headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    /** Sends a GraphQL document and does not wait. */
    CompletableFuture<Answer> graphQl(String document) {
        return HTTP.sendAsync(
                        request("/graphql")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(write(Map.of("query", document))))
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(ServiceClient::answer);
    }

    /** Sends a file of any size and does not hold it. */
    public JsonNode upload(String path, String contentType, Path file) {
        try {
            Answer answer =
                    send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofFile(file)));
            assertThat(answer.status()).as(path + " answers " + answer.body()).isEqualTo(202);
            return answer.json();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All items of a list, page by page. */
    List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "first=500" + after);
            page.path("items").forEach(items::add);
            after = page.path("next").isTextual()
                    ? "&after=" + page.path("next").asText()
                    : "";
        } while (!after.isEmpty());
        return items;
    }

    /** Asks with the admin key of a new tenant whose days are those of UTC. */
    public ServiceClient newTenant() {
        JsonNode made = post("/api/v1/tenants", Map.of("slug", "t-" + UUID.randomUUID(), "timezone", "UTC"));
        return new ServiceClient(base, made.path("adminKey").asText());
    }

    /** Asks another service with the same key. */
    ServiceClient at(ServiceProcess service) {
        return service.client(key);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        return key.isEmpty() ? request : request.header("X-API-Key", key);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            return answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for an answer", e);
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("requests are plain maps", e);
        }
    }
}
