package dev.kennzahl.api;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** A parameter with a slip of the pen is refused, since without it the question would be another one. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UnknownParametersTest {
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
                "/api/v1/kpis/won_revenue/values?" + PERIOD + "&grian=month | grian | grain",
                "/api/v1/kpis/won_revenue/values?group_by=region&" + PERIOD + " | group_by | groupBy",
                "/api/v1/kpis/won_revenue/trend?" + PERIOD + "&fill=zero | fill | alpha",
                "/api/v1/kpis?Category=revenue | Category | category",
                "/api/v1/deals?ownr=E-1 | ownr | owner",
                "/api/v1/orders?status=open | status | customer",
                "/api/v1/deliveries?statuss=dead | statuss | status",
                "/api/v1/forecasts/waterfall?from=2026-01-01&until=2026-02-01 | until | periodFrom",
                "/api/v1/customers/lifetime-value?" + PERIOD + "&x%5By%5D=1 | x[y] | discountRate",
            })
    void isRefusedWithThoseThatThereAre(String path, String parameter, String known) {
        tenant.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("UNKNOWN_FIELD"))
                .body("field", equalTo(parameter))
                .body("detail", containsString("'" + parameter + "'"))
                .body("detail", containsString(known));
    }

    @Test
    void aDryRunWithASlipImportsNothing() {
        tenant.request()
                .config(TestTenant.CSV_IS_TEXT)
                .contentType("text/csv")
                .body("deal_id,stage,status\n1,S,open\n")
                .post("/api/v1/imports/deals?dryrun=true")
                .then()
                .statusCode(400)
                .body("detail", containsString("valid are [dryRun, mapping]"));

        assertThat(tenant.request().get("/api/v1/deals").<List<?>>path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/kpis/won_revenue/values?" + PERIOD
                        + "&grain=month&groupBy=region&where=region:Nord&where=!region:West&compare=previous_year&fill=zero&currency=EUR&limit=5",
                "/api/v1/kpis/won_revenue/values?" + PERIOD + "&%67rain=month",
                "/api/v1/kpis/won_revenue/values?" + PERIOD + "&&",
                "/api/v1/kpis/won_revenue/records?" + PERIOD + "&grain=month&compare=target&first=5",
                "/api/v1/kpis?category=revenue&q=won&lang=de",
                "/api/v1/deals?externalId=1&status=open&owner=E&region=Nord&first=5",
                "/api/v1/leads?externalId=1&status=open&owner=E&region=Nord&first=5",
                "/api/v1/customers?externalId=1&status=active&owner=E&region=Nord&first=5",
                "/api/v1/connections",
                "/api/v1/connections?first=5",
            })
    void whatTheDocumentNamesIsTaken(String path) {
        tenant.request().urlEncodingEnabled(false).get(path).then().statusCode(200);
    }

    @Test
    void leadsAndCustomersAreFilteredAsDealsAre() {
        tenant.importCsv("leads", "lead_id,created_at,owner_id,region\nL1,2026-01-01,E1,Nord\nL2,2026-01-01,E2,West\n");
        tenant.importCsv("customers", "customer_id,owner_id,region\nC1,E1,Nord\nC2,E2,West\n");

        for (String dataset : List.of("leads", "customers")) {
            for (String filter : List.of("owner=E2", "region=West", "owner=E2&region=West")) {
                Response found = tenant.request().get("/api/v1/" + dataset + "?" + filter);
                assertThat(found.<List<String>>path("items.externalId"))
                        .as(dataset + " " + filter)
                        .containsExactly(dataset.equals("leads") ? "L2" : "C2");
            }
        }
    }

    @Test
    void theLanguageOfAnAddressHoldsForDataAsForPages() {
        assertThat(tenant.request()
                        .header("Accept-Language", "en")
                        .get("/api/v1/kpis/won_revenue?lang=de")
                        .<String>path("name"))
                .isEqualTo("Auftragseingang");
        RestAssured.given()
                .accept("text/html")
                .get("/api/v1/kpis/won_revenue?lang=de")
                .then()
                .statusCode(200)
                .body(containsString("Auftragseingang"));
    }

    @Test
    void whoHasNoKeyIsAskedForOne() {
        RestAssured.given().get("/api/v1/deals?ownr=E-1").then().statusCode(401);
    }

    @Test
    void sendersOfWebhooksMayAddWhatTheyLike() {
        String url = tenant.request()
                .contentType("application/json")
                .body(Map.of("sender", "dynamics365", "name", "x", "secret", "a shared value"))
                .post("/api/v1/connections")
                .path("url");
        Map<String, ?> context = Map.of(
                "MessageName",
                "Update",
                "PrimaryEntityName",
                "opportunity",
                "PrimaryEntityId",
                "b1f0c1d2-55aa-f011-8e8e-000d3ab1aa01",
                "OrganizationId",
                "7a9be0c4-31aa-ef11-b8e8-000d3ab12c03",
                "OperationCreatedOn",
                "/Date(1767225600000)/",
                "InputParameters",
                List.of());
        for (String query : List.of("code=a%20shared%20value", "code=a%20shared%20value&tracking=1&fbclid")) {
            webhook(url, query, context).then().statusCode(202);
        }
        webhook(url, "code=wrong&tracking=1", context)
                .then()
                .statusCode(401)
                .body("code", equalTo("INVALID_SIGNATURE"));
    }

    private static Response webhook(String url, String query, Map<String, ?> body) {
        return RestAssured.given()
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .body(body)
                .post(url + "?" + query);
    }
}
