package dev.kennzahl.api;

import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.problem.ProblemCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Bad input gets a clear error with a code of the closed list, in REST and in GraphQL, and changes nothing. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ProblemsTest {
    private static final String PERIOD = "from=2025-01-01&to=2026-01-01";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/kpis/nonsense/values?" + PERIOD + " | 404 | UNKNOWN_KPI",
                "/api/v1/kpis/win_rate/values?" + PERIOD + "&groupBy=colour | 400 | UNKNOWN_DIMENSION",
                "/api/v1/kpis/win_rate/values?" + PERIOD + "&where=colour:red | 400 | UNKNOWN_DIMENSION",
                "/api/v1/kpis/win_rate/values?" + PERIOD + "&variant=odd | 400 | UNKNOWN_VARIANT",
                "/api/v1/kpis/win_rate/values?from=2026-01-01&to=2026-01-01 | 400 | INVALID_PERIOD",
                "/api/v1/kpis/win_rate/values?from=2026-01-02&to=2026-01-01 | 400 | INVALID_PERIOD",
                "/api/v1/kpis/win_rate/values?from=2000-01-01&to=2027-05-19&grain=day | 400 | TOO_MANY_BUCKETS",
                "/api/v1/kpis/win_rate/values?to=2026-01-01 | 400 | MISSING_VALUE",
                "/api/v1/kpis/win_rate/values?from=today&to=2026-01-01 | 400 | INVALID_VALUE",
                "/api/v1/kpis/win_rate/values?" + PERIOD + "&grain=hour | 400 | INVALID_VALUE",
                "/api/v1/kpis/win_rate/values?" + PERIOD + "&asOf=soon | 400 | INVALID_VALUE",
                "/api/v1/kpis/win_rate/values?" + PERIOD + "&limit=many | 400 | INVALID_VALUE",
                "/api/v1/kpis/win_rate/records?" + PERIOD + "&first=501 | 400 | INVALID_VALUE",
                "/api/v1/kpis/win_rate/records?" + PERIOD + "&after=xyz | 400 | INVALID_VALUE",
                "/api/v1/deals?first=abc | 404 | NOT_FOUND",
                "/api/v1/deals?connection=abc | 400 | INVALID_VALUE",
                "/api/v1/deals/abc | 404 | NOT_FOUND",
                "/api/v1/nowhere | 404 | NOT_FOUND",
            })
    void refusesBadQuestions(String path, int status, String code) {
        problem(tenant.request().get(path).then(), status, code);
    }

    @Test
    void refusesCallersWithoutAKey() {
        problem(RestAssured.given().get("/api/v1/kpis").then(), 401, "UNAUTHENTICATED");
        problem(
                RestAssured.given()
                        .header("X-API-Key", "wrong")
                        .get("/api/v1/kpis")
                        .then(),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void saysThatItTakesNoTokensWhereNoIssuerIsConfigured() {
        ValidatableResponse refused = RestAssured.given()
                .header("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln")
                .get("/api/v1/kpis/won_revenue/values?" + PERIOD)
                .then();
        problem(refused, 401, "UNAUTHENTICATED");
        refused.body("field", equalTo("Authorization")).body("detail", containsString("KENNZAHL_OIDC_ISSUER"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /api/v1/receipts/verify | [] |",
                "POST /api/v1/targets | [1] |",
                "POST /api/v1/api-keys | [] |",
                "POST /api/v1/custom-kpis | {\"key\":\"a\",\"expression\":\"revenue\",\"label\":\"foo\"} | label",
                "POST /api/v1/connections | {\"sender\":[\"x\"]} | sender",
                "POST /api/v1/forecasts/series | {\"series\":\"x\"} | series",
                "PATCH /api/v1/tenant | {\"purchaseWindowDays\":\"x\"} | purchaseWindowDays"
            })
    void namesWhatOfABodyHasTheWrongShape(String request, String body, String field) {
        String[] words = request.split(" ");
        ValidatableResponse answer = tenant.request()
                .contentType("application/json")
                .body(body)
                .request(words[0], words[1])
                .then();
        problem(answer, 400, "INVALID_JSON");
        answer.body("field", equalTo(field));
    }

    @Test
    void refusesBrokenFilesAndBodiesAndStoresNothing() {
        problem(upload("text/csv", "name,stage\nA,new\n", "deals"), 400, "INVALID_CSV");
        problem(upload("text/csv", "", "deals"), 400, "INVALID_CSV");
        problem(upload("application/pdf", "x", "deals"), 415, "UNSUPPORTED_MEDIA_TYPE");
        problem(upload("text/csv", "deal_id\n1\n", "dreams"), 404, "UNKNOWN_DATASET");
        problem(
                tenant.request()
                        .contentType("application/json")
                        .body("{\"sender\":")
                        .post("/api/v1/connections")
                        .then(),
                400,
                "INVALID_JSON");
        problem(
                tenant.request()
                        .contentType("application/json")
                        .body("{\"sender\":\"hubspot\",\"name\":\"x\",\"options\":{\"a\":1e99999999999}}")
                        .post("/api/v1/connections")
                        .then(),
                400,
                "INVALID_JSON");
        problem(
                tenant.request()
                        .contentType("application/json")
                        .body("{\"colour\":1}")
                        .post("/api/v1/connections")
                        .then(),
                400,
                "UNKNOWN_FIELD");
        problem(
                tenant.request()
                        .contentType("text/plain")
                        .body("x")
                        .post("/api/v1/connections")
                        .then(),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        tenant.request().get("/api/v1/deals").then().statusCode(200).body("items.size()", equalTo(0));
        tenant.request().get("/api/v1/connections").then().statusCode(200).body("items.size()", equalTo(0));
    }

    @Test
    void refusesAWrongSignatureAndStoresNothing() {
        String url = tenant.request()
                .contentType("application/json")
                .body(Map.of(
                        "sender",
                        "hubspot",
                        "name",
                        "x",
                        "secret",
                        "a-secret-of-ours",
                        "options",
                        Map.of("publicUrl", "https://kpi.example.test/webhooks/hubspot/acme")))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
        problem(
                RestAssured.given()
                        .contentType("application/json")
                        .body("[]")
                        .post(url)
                        .then(),
                401,
                "INVALID_SIGNATURE");
        problem(
                RestAssured.given()
                        .contentType("application/json")
                        .body("[]")
                        .post("/webhooks/hubspot/" + UUID.randomUUID())
                        .then(),
                404,
                "NOT_FOUND");
        tenant.request().get("/api/v1/deliveries").then().statusCode(200).body("items.size()", equalTo(0));
    }

    @Test
    void anotherTenantsRecordsAreAsGoodAsNone() {
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,10,2025-05-05\n");
        String id = tenant.request()
                .get("/api/v1/deals")
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].id");
        TestTenant stranger = TestTenant.create();
        problem(stranger.request().get("/api/v1/deals/" + id).then(), 404, "NOT_FOUND");
        problem(stranger.request().get("/api/v1/deals/" + id + "/history").then(), 404, "NOT_FOUND");
        stranger.request()
                .get("/api/v1/kpis/won_revenue/values?" + PERIOD)
                .then()
                .body("series[0].points[0].value", equalTo("0"));
        graphQl(stranger, "{ deal(id: \"" + id + "\") { name } }")
                .body("errors[0].extensions.code", equalTo("NOT_FOUND"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ kpi(key: \"nonsense\", query: {from: \"2025-01-01\", to: \"2026-01-01\"}) { unit } } | UNKNOWN_KPI",
                "{ kpi(key: \"win_rate\", query: {from: \"2025-01-01\", to: \"2026-01-01\", groupBy: [\"colour\"]}) { unit } } | UNKNOWN_DIMENSION",
                "{ kpi(key: \"win_rate\", query: {from: \"2026-01-01\", to: \"2025-01-01\"}) { unit } } | INVALID_PERIOD",
                "{ kpi(key: \"win_rate\", query: {from: \"2000-01-01\", to: \"2027-05-19\", grain: DAY}) { unit } } | TOO_MANY_BUCKETS",
            })
    void refusesBadQuestionsInGraphQlWithTheSameCodes(String query, String code) {
        graphQl(tenant, query).body("errors[0].extensions.code", equalTo(code));
    }

    @Test
    void injectionThroughFreeTextFindsNothingAndBreaksNothing() {
        tenant.importCsv(
                "deals",
                "deal_id,stage,status,amount,closed_at,\"x') FROM tenant; --\"\nA,won,won,10,2025-05-05,\"'; DROP TABLE deal_version; --\"\n");
        String attack = "' OR 1=1; DROP TABLE deal_version; --";
        for (String where : new String[] {"region:" + attack, "owner:" + attack, "x') FROM tenant; --:" + attack}) {
            tenant.request()
                    .queryParam("where", where)
                    .get("/api/v1/kpis/deals_won/values?" + PERIOD)
                    .then()
                    .statusCode(200)
                    .body("series[0].points[0].value", equalTo("0"));
        }
        tenant.request()
                .queryParam("groupBy", "x') FROM tenant; --")
                .get("/api/v1/kpis/deals_won/values?" + PERIOD)
                .then()
                .statusCode(200)
                .body("series[0].points[0].value", equalTo("1"));
        problem(
                tenant.request()
                        .queryParam("groupBy", attack)
                        .get("/api/v1/kpis/deals_won/values?" + PERIOD)
                        .then(),
                400,
                "UNKNOWN_DIMENSION");
        tenant.request()
                .queryParam("externalId", attack)
                .get("/api/v1/deals")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    private ValidatableResponse upload(String type, String body, String dataset) {
        return tenant.request()
                .config(TestTenant.CSV_IS_TEXT)
                .contentType(type)
                .body(body)
                .post("/api/v1/imports/" + dataset)
                .then();
    }

    private static ValidatableResponse graphQl(TestTenant tenant, String query) {
        return tenant.request()
                .contentType("application/json")
                .body(Map.of("query", query))
                .post("/graphql")
                .then()
                .statusCode(200);
    }

    private static void problem(ValidatableResponse response, int status, String code) {
        String found = response.statusCode(status)
                .header("Content-Type", containsString("application/problem+json"))
                .body("code", equalTo(code))
                .extract()
                .path("detail");
        assertThat(found).isNotBlank();
        assertThat(ProblemCode.valueOf(code).status()).isEqualTo(status);
    }
}
