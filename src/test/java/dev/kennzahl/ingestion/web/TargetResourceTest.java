package dev.kennzahl.ingestion.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

/** Targets set one by one. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TargetResourceTest {
    private static final String VALUES = "/api/v1/kpis/won_revenue/values?from=2026-01-01&to=2026-04-01&compare=target";
    private static final String TARGET = "series[0].points[0].comparisons.target.value";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void aTargetIsSetReadChangedAndDeletedAndEachIsKnownFromThenOn() {
        String id =
                set(target(Map.of("value", "1000"))).statusCode(201).extract().path("id");
        tenant.request()
                .get("/api/v1/targets/" + id)
                .then()
                .statusCode(200)
                .body("value", equalTo("1000"))
                .body("ownerId", equalTo("E1"))
                .body("importId", nullValue());
        String whenSet = watermark();
        assertThat(answered("")).isEqualTo("1000");
        change(id, target(Map.of("value", "1200.50"))).statusCode(200).body("id", equalTo(id));
        assertThat(answered("")).isEqualTo("1200.50");
        assertThat(answered("&asOf=" + whenSet)).isEqualTo("1000");
        String whenChanged = watermark();
        tenant.request().delete("/api/v1/targets/" + id).then().statusCode(204);
        assertThat(answered("")).isNull();
        assertThat(answered("&asOf=" + whenChanged)).isEqualTo("1200.50");
        change(id, target(Map.of("value", "1"))).statusCode(404);
    }

    @Test
    void aNumberIsTakenAsExactlyAsAText() {
        String id = set(target(Map.of("value", 0.1))).statusCode(201).extract().path("id");
        tenant.request().get("/api/v1/targets/" + id).then().body("value", equalTo("0.1"));
    }

    @Test
    void oneThatIsSetAlreadyIsNotSetAgain() {
        set(target(Map.of("value", "1000"))).statusCode(201);
        set(target(Map.of("value", "2000"))).statusCode(409).body("code", equalTo("CONFLICT"));
        assertThat(answered("")).isEqualTo("1000");
    }

    @Test
    void whatIsWrongIsNamedByItsMember() {
        set(Map.of("kpi", "won_revenue"))
                .statusCode(400)
                .body("code", equalTo("MISSING_VALUE"))
                .body("field", equalTo("periodStart"));
        set(target(Map.of("periodEnd", "2026-01-01", "value", "1")))
                .statusCode(400)
                .body("field", equalTo("periodEnd"));
        set(target(Map.of("value", "much"))).statusCode(400).body("field", equalTo("value"));
        set(target(Map.of("value", "1", "goal", "1"))).statusCode(400);
        String id = set(target(Map.of("value", "1"))).statusCode(201).extract().path("id");
        change(id, target(Map.of("value", "1", "ownerId", "E2")))
                .statusCode(400)
                .body("field", equalTo("ownerId"))
                .body("code", equalTo("INVALID_VALUE"));
        change("nobody", target(Map.of("value", "1"))).statusCode(404);
    }

    @Test
    void aTargetOfAnErasedPersonGoesOnUnderThePseudonym() {
        tenant.importCsv("employees", "employee_id,name\nE1,Ada\n");
        String employee = tenant.request()
                .get("/api/v1/kpis/deals_won_per_rep/records?variant=employed&from=2026-01-01&to=2026-02-01")
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].id");
        tenant.request()
                .post("/api/v1/employees/" + employee + "/erasure")
                .then()
                .statusCode(is(200));
        String id =
                set(target(Map.of("value", "1000"))).statusCode(201).extract().path("id");
        String owner =
                tenant.request().get("/api/v1/targets/" + id).then().extract().path("ownerId");
        assertThat(owner).isNotBlank().isNotEqualTo("E1");
    }

    private String answered(String more) {
        return tenant.request()
                .get(VALUES + "&where=owner:E1" + more)
                .then()
                .statusCode(200)
                .extract()
                .path(TARGET);
    }

    private String watermark() {
        return Instant.parse(tenant.request().get(VALUES).then().extract().path("watermark"))
                .toString();
    }

    @Test
    void saysOnceWhatIsWrongByTheNamesOfMembers() {
        set(target(Map.of("periodEnd", "2026-01-01", "value", "5")))
                .statusCode(400)
                .body("field", equalTo("periodEnd"))
                .body("detail", equalTo("periodEnd must be after periodStart."));
    }

    private ValidatableResponse set(Map<String, Object> body) {
        return tenant.request()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/targets")
                .then();
    }

    private ValidatableResponse change(String id, Map<String, Object> body) {
        return tenant.request()
                .contentType("application/json")
                .body(body)
                .put("/api/v1/targets/" + id)
                .then();
    }

    private static Map<String, Object> target(Map<String, Object> more) {
        Map<String, Object> target = new HashMap<>(Map.of(
                "kpi", "won_revenue",
                "periodStart", "2026-01-01",
                "periodEnd", "2026-04-01",
                "ownerId", "E1"));
        target.putAll(more);
        return target;
    }
}
