package dev.kennzahl.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

/** GraphQL over HTTP: statuses after the specification, and a code of the closed list for whatever goes wrong. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class GraphQlEndpointTest {
    private static final String RESPONSE = "application/graphql-response+json";
    private static final String PERIOD = "from: \"2025-01-01\", to: \"2026-01-01\"";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ kpis { key | 400 | INVALID_QUERY | query",
                "{ kpiz { key } } | 400 | INVALID_QUERY | query",
                "{ ...A } fragment A on Query { ...A } | 400 | INVALID_QUERY | query",
                "query A { kpis { key } } query B { kpis { key } } | 400 | INVALID_QUERY | query",
                "{ kpi(key: 5, query: {from: \"2025-01-01\"}) { unit } } | 400 | MISSING_VALUE | to",
                "{ kpi(key: \"win_rate\", query: {from: \"nix\", to: \"2026-01-01\"}) { unit } } | 200 | INVALID_VALUE | from",
                "{ a: kpi(key: \"win_rate\", query: {" + PERIOD
                        + ", asOf: \"never\"}) { unit } } | 200 | INVALID_VALUE | asOf",
                "{ kpi(key: \"win_rate\", query: {" + PERIOD
                        + ", grain: HOUR}) { unit } } | 400 | INVALID_VALUE | grain",
                "{ kpi(key: \"nonsense\", query: {" + PERIOD + "}) { unit } } | 200 | UNKNOWN_KPI | key",
                "{ deals(first: 501) { edges { cursor } } } | 200 | INVALID_VALUE | first",
                "{ deals(first: 4294967297) { edges { cursor } } } | 400 | INVALID_VALUE | first",
                "{ kpi(key: \"win_rate\", query: {" + PERIOD
                        + ", limit: 1.5}) { unit } } | 400 | INVALID_VALUE | limit",
            })
    void saysWhatIsWrongWithADocument(String query, int status, String code, String field) {
        post(Map.of("query", query))
                .statusCode(status)
                .body("errors", hasSize(1))
                .body("errors[0].extensions.code", equalTo(code))
                .body("errors[0].extensions.field", equalTo(field))
                .body("errors[0].extensions.retryable", equalTo(false))
                .body("errors[0].message", not(containsString("dev.kennzahl")));
        assertThat(ProblemCode.valueOf(code)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "to, 7",
        "to, 2026-02-30",
        "grain, HOUR",
        "asOf, now",
        "limit, 1.9",
        "limit, 4294967297",
        "limit, many",
        "rolling, -2147483649"
    })
    void saysWhichVariableIsWrong(String field, String value) {
        Map<String, Object> question = new java.util.HashMap<>(Map.of("from", "2025-01-01", "to", "2026-01-01"));
        question.put(field, value.matches("-?[0-9.]+") ? new BigDecimal(value) : value);
        post(Map.of(
                        "query",
                        "query Q($q: KpiQueryInput!) { kpi(key: \"win_rate\", query: $q) { unit } }",
                        "variables",
                        Map.of("q", question)))
                .body("errors[0].extensions.code", equalTo("INVALID_VALUE"))
                .body("errors[0].extensions.field", equalTo(field));
    }

    /** The library that runs documents tells what is wrong in the machine's language, and what is told is read from that. */
    @Test
    void saysTheSameOnAGermanMachine() {
        List<String> wrong = List.of(
                "{ kpis { key",
                "{ kpiz { key } }",
                "{ kpi(key: \"win_rate\", query: {" + PERIOD + ", grain: HOUR}) { unit } }");
        List<String> english = wrong.stream().map(this::errors).toList();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(wrong.stream().map(this::errors).toList()).isEqualTo(english);
        } finally {
            Locale.setDefault(before);
        }
    }

    private String errors(String query) {
        return post(Map.of("query", query)).extract().asString();
    }

    @Test
    void refusesBodiesThatAreNoRequest() {
        refused(body("application/json", "{\"query\":"), 400, "INVALID_JSON");
        refused(body("application/json", "[]"), 400, "INVALID_JSON");
        refused(body("application/json", "{}"), 400, "MISSING_VALUE");
        refused(body("application/json", "{\"query\": 5}"), 400, "MISSING_VALUE");
        refused(body("application/json", "{\"query\": \"{ kpis { key } }\", \"variables\": [1]}"), 400, "INVALID_JSON");
        refused(body("text/plain", "{ kpis { key } }"), 415, "UNSUPPORTED_MEDIA_TYPE");
        refused(tenant.request().put("/graphql").then(), 405, "METHOD_NOT_ALLOWED");
        refused(tenant.request().accept("text/html").get("/graphql").then(), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void refusesCallersWithoutAValidKeyBeforeAnyFieldRuns() {
        refused(RestAssured.given().get("/graphql?query=%7Bkpis%7Bkey%7D%7D").then(), 401, "UNAUTHENTICATED");
        refused(
                RestAssured.given()
                        .header("X-API-Key", "wrong")
                        .contentType("application/json")
                        .body(Map.of("query", "{ kpis { key } }"))
                        .post("/graphql")
                        .then(),
                401,
                "UNAUTHENTICATED");
        refused(
                RestAssured.given()
                        .header("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln")
                        .contentType("application/json")
                        .body(Map.of("query", "{ kpis { key } }"))
                        .post("/graphql")
                        .then()
                        .body("errors[0].message", containsString("KENNZAHL_OIDC_ISSUER")),
                401,
                "UNAUTHENTICATED");
    }

    @Test
    void answersClientsOfTheOldMediaTypeWithTwoHundredOnceItWasARequest() {
        tenant.request()
                .accept("application/json")
                .contentType("application/json")
                .body(Map.of("query", "{ kpiz }"))
                .post("/graphql")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("errors[0].extensions.code", equalTo("INVALID_QUERY"));
    }

    @Test
    void answersQueriesByGetToo() {
        tenant.request()
                .queryParam(
                        "query", "query A { kpis { key } } query B($c: KpiCategory) { kpis(category: $c) { name } }")
                .queryParam("operationName", "B")
                .queryParam("variables", "{\"c\": \"REVENUE\"}")
                .get("/graphql")
                .then()
                .statusCode(200)
                .contentType(RESPONSE)
                .body("errors", equalTo(null))
                .body("data.kpis.name.size()", org.hamcrest.Matchers.greaterThan(0));
    }

    @Test
    void refusesDocumentsThatAskTooMuchAtOnce() {
        String aliases =
                IntStream.range(0, 51).mapToObj(i -> "a" + i + ": kpis { key }").collect(Collectors.joining(" "));
        post(Map.of("query", "{ " + aliases + " }"))
                .statusCode(400)
                .body("errors[0].extensions.code", equalTo("QUERY_TOO_COMPLEX"))
                .body("errors[0].message", containsString("51"));
        String deep = "{ __schema { types { " + "fields { type { ".repeat(12) + "name" + " } }".repeat(12) + " } } }";
        post(Map.of("query", deep)).body("errors[0].extensions.code", equalTo("QUERY_TOO_COMPLEX"));
    }

    @Test
    void describesSeveralTypesInOneDocument() {
        post(Map.of(
                        "query",
                        "{ a: __type(name: \"Deal\") { name fields { name } } b: __type(name: \"Customer\") { name fields { name } } }"))
                .statusCode(200)
                .body("errors", equalTo(null))
                .body("data.a.name", equalTo("Deal"))
                .body("data.b.name", equalTo("Customer"));
    }

    /** Thirty fragments that spread the next one twice each would be a billion fields. */
    @Test
    void refusesDocumentsThatUnfoldWithoutEnd() {
        String lists = "{ __schema { types { fields { type { fields { name } } } } } }";
        post(Map.of("query", lists)).statusCode(400).body("errors[0].extensions.code", equalTo("QUERY_TOO_COMPLEX"));
        String fragments = IntStream.range(0, 30)
                .mapToObj(i -> "fragment F" + i + " on Query { ...F" + (i + 1) + " ...F" + (i + 1) + " }")
                .collect(Collectors.joining(" "));
        post(Map.of("query", "{ ...F0 } " + fragments + " fragment F30 on Query { kpis { key } }"))
                .statusCode(400)
                .body("errors[0].extensions.code", equalTo("QUERY_TOO_COMPLEX"));
    }

    @Test
    void tellsOneFailureOfSeveralFieldsApart() {
        List<String> codes = post(Map.of(
                        "query",
                        "{ good: kpis { key } bad: deal(id: \"x\") { name } worse: deal(id: \"00000000-0000-0000-0000-000000000000\") { name } }"))
                .statusCode(200)
                .body("data.good.size()", org.hamcrest.Matchers.greaterThan(0))
                .extract()
                .path("errors.extensions.code");
        assertThat(codes).containsExactly("NOT_FOUND", "NOT_FOUND");
    }

    private ValidatableResponse post(Map<String, Object> request) {
        return tenant.request()
                .contentType("application/json")
                .body(request)
                .post("/graphql")
                .then()
                .contentType(RESPONSE);
    }

    private ValidatableResponse body(String type, String body) {
        return tenant.request().contentType(type).body(body).post("/graphql").then();
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status).body("errors[0].extensions.code", equalTo(code));
        assertThat(ProblemCode.valueOf(code).status()).isEqualTo(status);
    }
}
