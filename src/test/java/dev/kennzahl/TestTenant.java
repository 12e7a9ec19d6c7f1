package dev.kennzahl;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import static io.restassured.RestAssured.given;

/** A tenant of its own for a test, used through the public interface only. */
public final class TestTenant {
    /** How REST Assured is told that CSV is text. */
    public static final RestAssuredConfig CSV_IS_TEXT = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .defaultContentCharset("UTF-8")
                    .encodeContentTypeAs("text/csv", ContentType.TEXT)
                    .encodeContentTypeAs("application/pdf", ContentType.TEXT)
                    .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT));

    private final String slug;
    private final String key;

    private TestTenant(String slug, String key) {
        this.slug = slug;
        this.key = key;
    }

    public static TestTenant create() {
        String slug = "t-" + UUID.randomUUID();
        return new TestTenant(
                slug,
                given().header("X-Operator-Key", TestDatabase.OPERATOR_KEY)
                        .contentType("application/json")
                        .body(Map.of("slug", slug))
                        .post("/api/v1/tenants")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("adminKey"));
    }

    /** The name that the tenant is found by in the database. */
    public String slug() {
        return slug;
    }

    /** The tenant's admin key. */
    public String key() {
        return key;
    }

    /** A request with the tenant's admin key. */
    public RequestSpecification request() {
        return given().header("X-API-Key", key);
    }

    /** Imports CSV and waits for its end; gives the finished import. */
    public Response importCsv(String dataset, String csv, String... query) {
        String path = "/api/v1/imports/" + dataset + (query.length == 0 ? "" : "?" + query[0]);
        String id = request()
                .config(CSV_IS_TEXT)
                .contentType("text/csv")
                .body(csv)
                .post(path)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        return Soon.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> request().get("/api/v1/imports/" + id), state -> !"running".equals(state.path("status")));
    }
}
