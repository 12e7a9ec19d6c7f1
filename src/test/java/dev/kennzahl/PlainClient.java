package dev.kennzahl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;

/**
 * Plain HTTP to the running service, for what tests do hundreds of times: REST Assured compiles a Groovy script for each path into an
 * answer, which takes longer than the answer. What one test looks at once reads better with REST Assured.
 */
public final class PlainClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> identity;

    /** @param identity the headers that say with each request who it is */
    PlainClient(Map<String, String> identity) {
        this.identity = identity;
    }

    /** A status, headers and a body, whatever they are. */
    public record Reply(int status, HttpHeaders headers, String body) {
        /** The value of a header; empty where it did not come. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + body, e);
            }
        }

        /** What a page lists. */
        public List<Map<String, Object>> items() {
            return JSON.convertValue(json().path("items"), new TypeReference<>() {});
        }

        /** The same, if it has that status. */
        public Reply expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", was " + status + ": " + body);
            }
            return this;
        }
    }

    /** One that does not say who it is. */
    public static PlainClient anonymous() {
        return new PlainClient(Map.of());
    }

    public Reply get(String path, String accept) {
        return get(path, Map.of("Accept", accept));
    }

    public Reply get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).GET();
        headers.forEach(request::header);
        return send(request);
    }

    /** JSON, with status 200. */
    public JsonNode json(String path) {
        return get(path, "application/json").expect(200).json();
    }

    public Reply delete(String path) {
        return send(HttpRequest.newBuilder(uri(path)).DELETE());
    }

    public Reply post(String path, String contentType, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request);
    }

    /** Posts an object as JSON. */
    public Reply post(String path, Object body) {
        return post(path, "application/json", write(body), Map.of());
    }

    /** Waits until an import has ended; gives what it came to. */
    public JsonNode awaitImport(String id, Duration patience) {
        return Soon.await().atMost(patience).until(() -> json("/api/v1/imports/" + id), state -> !"running"
                .equals(state.path("status").asText()));
    }

    public Reply patch(String path, Object body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(write(body))));
    }

    /** An object as JSON. */
    public static byte[] write(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI uri(String path) {
        return URI.create("http://localhost:" + RestAssured.port + path);
    }

    private Reply send(HttpRequest.Builder request) {
        identity.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
