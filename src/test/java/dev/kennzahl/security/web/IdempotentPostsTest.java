package dev.kennzahl.security.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** A POST with an Idempotency-Key has its effect once, and every repetition gets the first answer. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class IdempotentPostsTest {
    private static final Map<String, Object> NEW_KEY = Map.of("name", "reporting", "roles", List.of("viewer"));

    private final String idempotencyKey = UUID.randomUUID().toString();
    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void givesARepetitionTheFirstAnswerAndDoesNothingMore() {
        Response first = post("/api/v1/api-keys", NEW_KEY);
        Response again = post("/api/v1/api-keys", NEW_KEY);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.jsonPath().getString("key"))
                .isEqualTo(first.jsonPath().getString("key"))
                .isNotBlank();
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(keyNames()).containsOnlyOnce("reporting");
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        post("/api/v1/api-keys", NEW_KEY);
        Response other = post("/api/v1/api-keys", Map.of("name", "other", "roles", List.of("viewer")));

        other.then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        assertThat(keyNames()).doesNotContain("other");
    }

    @Test
    void letsARefusedRequestBeMendedWithTheSameKey() {
        post("/api/v1/api-keys", Map.of("name", "reporting", "roles", List.of("king")))
                .then()
                .statusCode(400);
        post("/api/v1/api-keys", NEW_KEY).then().statusCode(201);
    }

    @Test
    void carriesOutOnlyOneOfManyAtOnce() {
        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> post("/api/v1/api-keys", NEW_KEY).statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).contains(201).isSubsetOf(201, 409);
        assertThat(keyNames()).containsOnlyOnce("reporting");
    }

    @Test
    void keepsTenantsApart() {
        post("/api/v1/api-keys", NEW_KEY);
        TestTenant stranger = TestTenant.create();
        stranger.request()
                .header("Idempotency-Key", idempotencyKey)
                .contentType("application/json")
                .body(Map.of("name", "theirs", "roles", List.of("viewer")))
                .post("/api/v1/api-keys")
                .then()
                .statusCode(201)
                .body("name", equalTo("theirs"));
    }

    @Test
    void honoursTheKeyOnImportsToo() {
        String deals = "deal_id,stage,status\nA,new,open\n";
        String first = upload(deals).then().statusCode(202).extract().path("id");
        upload(deals).then().statusCode(202).body("id", equalTo(first));
        upload("deal_id,stage,status\nB,new,open\n").then().statusCode(422);
    }

    private Response upload(String csv) {
        return tenant.request()
                .config(TestTenant.CSV_IS_TEXT)
                .header("Idempotency-Key", idempotencyKey)
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/imports/deals");
    }

    private Response post(String path, Map<String, Object> body) {
        return tenant.request()
                .header("Idempotency-Key", idempotencyKey)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    private List<String> keyNames() {
        return tenant.request().get("/api/v1/api-keys").jsonPath().getList("items.name");
    }
}
