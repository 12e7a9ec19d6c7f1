package dev.kennzahl.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The service seen from outside: the demo data goes in by the door that everybody's data goes in by. */
final class PublicInterface {
    /** The key of the demo tenant; no secret. */
    static final String DEMO_KEY = "demo-key";

    private static final int TOO_MANY = 429;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final ObjectMapper json;

    PublicInterface(String base, ObjectMapper json) {
        this.base = base;
        this.json = json;
    }

    String base() {
        return base;
    }

    JsonNode get(String path) {
        return read(send(request(path).header("X-API-Key", DEMO_KEY).GET(), 200));
    }

    JsonNode post(String path, Object body) {
        return read(send(
                request(path)
                        .header("X-API-Key", DEMO_KEY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(write(body))),
                201));
    }

    void put(String path, Object body) {
        send(
                request(path)
                        .header("X-API-Key", DEMO_KEY)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(write(body))),
                200);
    }

    /** Posts a webhook, as a CRM does: no key, only what its sender signs. */
    void webhook(String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        send(request, 202);
    }

    /** Imports a CSV file and waits until every row of it is applied. */
    void importCsv(String dataset, byte[] csv, String query) {
        JsonNode accepted = read(send(
                request("/api/v1/imports/" + dataset + query)
                        .header("X-API-Key", DEMO_KEY)
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofByteArray(csv)),
                202));
        JsonNode state = accepted;
        while (state.path("status").asText().equals("running")) {
            pause();
            state = get("/api/v1/imports/" + accepted.path("id").asText());
        }
        if (!state.path("status").asText().equals("completed")
                || state.path("rejected").asLong() > 0) {
            throw new IllegalStateException("The import of " + dataset + " ended with " + state);
        }
    }

    /** Waits until no accepted delivery is left to be applied. */
    void awaitDeliveries() {
        while (!get("/api/v1/deliveries?status=received&first=1").path("items").isEmpty()) {
            pause();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    private byte[] send(HttpRequest.Builder request, int expected) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            while (response.statusCode() == TOO_MANY) { // as any good sender does
                Thread.sleep(1_000
                        * response.headers().firstValueAsLong("Retry-After").orElse(1));
                response = client.send(request.build(), BodyHandlers.ofByteArray());
            }
            if (response.statusCode() != expected) {
                throw new IllegalStateException(
                        response.request().uri().getPath() + " answered " + response.statusCode() + ": "
                                + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading the demo data", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading the demo data", e);
        }
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("demo requests are plain maps", e);
        }
    }
}
