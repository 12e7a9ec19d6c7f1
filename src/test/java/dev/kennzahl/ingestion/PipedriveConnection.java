package dev.kennzahl.ingestion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

import dev.kennzahl.TestTenant;

/** A tenant's connection to Pipedrive, whose deliveries need no signature over the body, so a test may post any. */
final class PipedriveConnection {
    static final String PASSWORD = "pd-password-of-globex";

    private final TestTenant tenant;
    private final String id;

    PipedriveConnection(TestTenant tenant) {
        this.tenant = tenant;
        Map<String, ?> wish = Map.of("sender", "pipedrive", "name", "x", "secret", PASSWORD);
        this.id = tenant.plain()
                .post("/api/v1/connections", wish)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    String id() {
        return id;
    }

    String url() {
        return "/webhooks/pipedrive/" + id;
    }

    ValidatableResponse post(String body) {
        return RestAssured.given()
                .auth()
                .preemptive()
                .basic("kpi", PASSWORD)
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(url())
                .then();
    }

    void options(Map<String, Object> options) {
        tenant.request()
                .contentType("application/json")
                .body(Map.of("options", options))
                .patch("/api/v1/connections/" + id)
                .then()
                .statusCode(200);
    }

    /** The deliveries, newest first, once none waits any more. */
    List<Map<String, Object>> settled() {
        tenant.awaitDeliveries();
        return tenant.plain()
                .get("/api/v1/deliveries?first=500&connection=" + id, "application/json")
                .expect(200)
                .items();
    }

    static String sample(String file) {
        String path = "/dev/kennzahl/ingestion/sender/pipedrive/" + file;
        try (InputStream in = PipedriveConnection.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
