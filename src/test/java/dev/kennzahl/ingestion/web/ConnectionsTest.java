package dev.kennzahl.ingestion.web;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** How connections prove their senders, and how they are changed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ConnectionsTest {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"type\":\"%s\",\"source\":\"/crm\",\"id\":\"1\",\"data\":{\"dealId\":\"D-1\",\"note\":\"%s\"}}";

    private TestTenant tenant;

    @BeforeEach
    void makeATenant() {
        tenant = TestTenant.create();
    }

    @Test
    void aConnectionForCloudEventsWithoutASecretTakesAnApiKeyOfItsTenantThatMayWrite() {
        String url = url(connection("cloudevents", null, Map.of()));

        event(tenant.request(), url, "small").statusCode(202);
        event(key("ingest"), url, "x".repeat(200_000)).statusCode(202);
        event(key("viewer"), url, "small").statusCode(403).body("code", equalTo("FORBIDDEN"));
        event(RestAssured.given(), url, "small").statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
        event(RestAssured.given().header("X-API-Key", "unknown"), url, "small").statusCode(401);
        event(TestTenant.create().request(), url, "small").statusCode(401);

        assertThat(tenant.request().get("/api/v1/deliveries").<List<?>>path("items"))
                .hasSize(2);
    }

    @Test
    void anApiKeyDoesNotStandInForTheSignatureOfAConnectionWithASecret() {
        String connection = connection("cloudevents", null, Map.of());
        event(tenant.request(), url(connection), "small").statusCode(202);

        rotate(connection, "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

        event(tenant.request(), url(connection), "small").statusCode(401).body("code", equalTo("INVALID_SIGNATURE"));
        event(tenant.request(), url(connection("standard-webhooks", "whsec_" + "A".repeat(32), Map.of())), "small")
                .statusCode(401);
    }

    @Test
    void aRotationLeavesTheSecretBeforeValidAndNoOther() {
        String connection = connection("pipedrive", "the first password", Map.of("user", "kpi"));
        rotate(connection, "the second password");

        for (String valid : List.of("the first password", "the second password")) {
            basic(connection, valid).statusCode(202);
        }
        rotate(connection, "the third password");

        basic(connection, "the first password").statusCode(401);
        for (String valid : List.of("the second password", "the third password")) {
            basic(connection, valid).statusCode(202);
        }
    }

    @Test
    void aRotationThatIsRepeatedLeavesTheSecretBeforeValid() {
        String connection = connection("pipedrive", "the first password", Map.of("user", "kpi"));

        rotate(connection, "the second password");
        rotate(connection, "the second password");

        basic(connection, "the first password").statusCode(202);
        basic(connection, "the second password").statusCode(202);
    }

    @Test
    void aChangeTouchesTheOptionsThatItNames() {
        Map<String, Object> options = Map.of("user", "kpi", "companyId", 7, "owners", Map.of("1", "E-1", "2", "E-2"));
        String connection = connection("pipedrive", "pd-password-of-globex", options);

        change(connection, Map.of("owners", Map.of("3", "E-3")))
                .statusCode(200)
                .body("options", equalTo(Map.of("user", "kpi", "companyId", 7, "owners", Map.of("3", "E-3"))));
        change(connection, Collections.singletonMap("companyId", null))
                .statusCode(200)
                .body("options", equalTo(Map.of("user", "kpi", "owners", Map.of("3", "E-3"))));
        change(connection, Map.of()).statusCode(200).body("options.user", equalTo("kpi"));
    }

    @Test
    void aChangeThatCannotWorkIsRefusedAsAWholeAndNamesTheOption() {
        String connection = connection("hubspot", "a client secret", Map.of("publicUrl", "https://kpi.example"));

        change(connection, Map.of("owners", Map.of("1", "E-1"), "stages", List.of()))
                .statusCode(400)
                .body("field", equalTo("options.stages"))
                .body("detail", startsWith("options.stages must be an object"));
        change(connection, Collections.singletonMap("publicUrl", null))
                .statusCode(400)
                .body("field", equalTo("options.publicUrl"));

        assertThat(tenant.request().get("/api/v1/connections/" + connection).<Map<String, Object>>path("options"))
                .isEqualTo(Map.of("publicUrl", "https://kpi.example"));
    }

    private String connection(String sender, @Nullable String secret, Map<String, ?> options) {
        Map<String, Object> wish = new HashMap<>(Map.of("sender", sender, "name", "x", "options", options));
        wish.put("secret", secret);
        return tenant.request()
                .contentType("application/json")
                .body(wish)
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String url(String connection) {
        return tenant.request().get("/api/v1/connections/" + connection).path("url");
    }

    private void rotate(String connection, String secret) {
        tenant.request()
                .contentType("application/json")
                .body(Map.of("secret", secret))
                .post("/api/v1/connections/" + connection + "/secrets")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse change(String connection, Map<String, ?> options) {
        return tenant.request()
                .contentType("application/json")
                .body(Map.of("options", options))
                .patch("/api/v1/connections/" + connection)
                .then();
    }

    private RequestSpecification key(String... roles) {
        String key = tenant.request()
                .contentType("application/json")
                .body(Map.of("name", "k", "roles", Arrays.asList(roles)))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        return RestAssured.given().header("X-API-Key", key);
    }

    private static ValidatableResponse event(RequestSpecification request, String url, String note) {
        return request.contentType("application/cloudevents+json")
                .body(String.format(EVENT, "sales.deal.created", note).getBytes(StandardCharsets.UTF_8))
                .post(url)
                .then();
    }

    private ValidatableResponse basic(String connection, String password) {
        return RestAssured.given()
                .auth()
                .preemptive()
                .basic("kpi", password)
                .contentType("application/json")
                .body("{\"meta\":{\"version\":\"2.0\",\"entity\":\"note\",\"action\":\"create\"}}")
                .post(url(connection))
                .then();
    }
}
