package dev.kennzahl;

import java.nio.charset.StandardCharsets;
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
        PlainClient operator = new PlainClient(Map.of("X-Operator-Key", TestDatabase.OPERATOR_KEY));
        return new TestTenant(
                slug,
                operator.post("/api/v1/tenants", Map.of("slug", slug))
                        .expect(201)
                        .json()
                        .path("adminKey")
                        .asText());
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

    /** The same, for what is done hundreds of times. */
    public PlainClient plain() {
        return new PlainClient(Map.of("X-API-Key", key));
    }

    /** Imports CSV and waits for its end; gives the finished import. */
    public Response importCsv(String dataset, String csv, String... query) {
        String path = "/api/v1/imports/" + dataset + (query.length == 0 ? "" : "?" + query[0]);
        PlainClient client = plain();
        String id = client.post(path, "text/csv", csv.getBytes(StandardCharsets.UTF_8), Map.of())
                .expect(202)
                .json()
                .path("id")
                .asText();
        client.awaitImport(id, Duration.ofMinutes(2));
        return request().get("/api/v1/imports/" + id);
    }

    /** Waits until all that webhooks brought is dealt with. */
    public void awaitDeliveries() {
        PlainClient client = plain();
        Soon.await().atMost(Duration.ofSeconds(30)).until(() -> client.json(
                        "/api/v1/deliveries?status=received&first=1")
                .path("items")
                .isEmpty());
    }
}
