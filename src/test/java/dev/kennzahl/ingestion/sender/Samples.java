package dev.kennzahl.ingestion.sender;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.IncomingDelivery;

/**
 * The signed sample requests and the connections they come in on, a folder per sender; and deliveries made up for a test. A
 * folder holds the bodies, {@code signed-requests.json} (headers for exactly these bytes, and the clock to verify at) and
 * {@code connection.json}; a request that came in on another one brings it along as {@code connection}. All secrets are test
 * values.
 */
final class Samples {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant RECEIVED_AT = Instant.parse("2026-05-04T09:00:00Z");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Samples() {}

    /** One entry of a signed-requests.json. */
    record Request(String id, JsonNode json) {
        String sender() {
            return URI.create(json.get("uri").asText()).getPath().split("/")[2];
        }

        /** Whether the sender's proof covers the body, and not only who it is. */
        boolean isSigned() {
            return json.get("headers").properties().stream()
                    .anyMatch(header ->
                            header.getKey().toLowerCase(java.util.Locale.ROOT).contains("signature"));
        }

        /** The connection the request came in on. */
        ConnectionSettings connection() {
            return json.has("connection") ? settingsOf(json.get("connection")) : Samples.connection(sender());
        }

        String expect() {
            return json.get("expect").asText();
        }

        /** How many of its items are set aside although it is accepted. */
        int rejections() {
            return json.path("rejections").asInt();
        }

        byte[] body() {
            return bytes(json.get("bodyFile").asText());
        }

        IncomingDelivery delivery() {
            return delivery(body());
        }

        IncomingDelivery delivery(byte[] body) {
            Map<String, String> headers = new TreeMap<>();
            json.get("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
            return new IncomingDelivery(
                    json.get("method").asText(),
                    Optional.ofNullable(URI.create(json.get("uri").asText()).getRawQuery())
                            .orElse(""),
                    headers,
                    body,
                    Instant.ofEpochMilli(json.get("verifyAtEpochMs").asLong()));
        }

        @Override
        public String toString() {
            return id + " " + expect() + ": " + json.path("note").asText();
        }
    }

    static List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        SenderContractTest.senders().forEach(sender -> json(sender.id() + "/signed-requests.json")
                .forEach(request -> requests.add(new Request(request.get("id").asText(), request))));
        return requests;
    }

    static Request request(String id) {
        return requests().stream()
                .filter(request -> request.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static ConnectionSettings connection(String sender) {
        return settingsOf(json(sender + "/connection.json"));
    }

    private static ConnectionSettings settingsOf(JsonNode connection) {
        List<String> secrets = new ArrayList<>();
        connection.get("secrets").forEach(secret -> secrets.add(secret.asText()));
        return new ConnectionSettings(
                connection.get("connectionId").asText(), secrets, connection.get("options"), BERLIN);
    }

    /** Settings made up for a test; options in JSON, for once with single quotes. */
    static ConnectionSettings settings(String options, String... secrets) {
        return new ConnectionSettings("c-1", List.of(secrets), parse(options), BERLIN);
    }

    /** A POST of JSON, for once with single quotes. */
    static IncomingDelivery post(String body) {
        return post(Map.of("Content-Type", "application/json"), body.replace('\'', '"'));
    }

    static IncomingDelivery post(Map<String, String> headers, String body) {
        return new IncomingDelivery("POST", "", headers, body.getBytes(StandardCharsets.UTF_8), RECEIVED_AT);
    }

    static byte[] bytes(String file) {
        try (InputStream in = Samples.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(in, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String file) {
        return parse(new String(bytes(file), StandardCharsets.UTF_8).replace("'", "\\u0027"));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
