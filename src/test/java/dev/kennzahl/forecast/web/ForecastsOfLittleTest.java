package dev.kennzahl.forecast.web;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Forecasts where little is known: before anything was decided, and of amounts that there is no rate of exchange for. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ForecastsOfLittleTest {
    private static final String QUARTER = "/api/v1/forecasts?from=2026-10-01&to=2027-01-01&at=2026-10-20";

    private TestTenant tenant;

    @BeforeEach
    void newTenant() {
        tenant = TestTenant.create();
    }

    @ParameterizedTest
    @CsvSource({"simulation, NOT_ENOUGH_HISTORY", "stage_rate, NOT_ENOUGH_HISTORY", "crm_weighted,"})
    void ofATenantWhoHasDecidedNothingYet(String method, String reason) {
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,amount,probability,created_at,expected_close_on
                A,Offer,open,1000,0.5,2026-10-01,2026-12-10
                """);
        JsonPath answer = get(QUARTER + "&method=" + method);
        assertThat(answer.getString("series[0].points[0].reason")).isEqualTo(reason);
        assertThat(answer.getString("series[0].points[0].value")).isEqualTo(reason == null ? "500" : null);
        assertThat(get("/api/v1/forecasts/comparison?from=2026-10-01&to=2026-11-01&grain=month&methods=" + method)
                        .getList("entries"))
                .isNotEmpty();
    }

    /** Before the first deal nothing was expected, not even that nothing comes. */
    @ParameterizedTest
    @ValueSource(strings = {"crm_weighted", "stage_rate", "simulation"})
    void ofATimeBeforeTheFirstDeal(String method) {
        history();
        JsonPath answer = get("/api/v1/forecasts?from=2026-04-01&to=2026-05-01&at=2020-01-01&method=" + method);
        assertThat(answer.getString("series[0].points[0].value")).isNull();
        assertThat(answer.getString("series[0].points[0].low.'80'")).isNull();
        assertThat(answer.getString("series[0].points[0].reason")).isEqualTo("NOTHING_KNOWN");
        JsonPath graphQl = tenant.request()
                .contentType("application/json")
                .body(Map.of(
                        "query",
                        """
                        { forecast(query: {from: "2026-04-01", to: "2026-05-01", at: "2020-01-01T00:00:00Z", method: "%s"})
                          { series { points { value reason } } } }"""
                                .formatted(method)))
                .post("/graphql")
                .jsonPath();
        assertThat(graphQl.getString("data.forecast.series[0].points[0].reason"))
                .as(graphQl.prettify())
                .isEqualTo("NOTHING_KNOWN");
        JsonPath compared = get("/api/v1/forecasts/comparison?from=2026-03-01&to=2026-05-01&grain=month&leadTimes=P40D"
                + "&methods=" + method);
        assertThat(compared.getList("entries.forecast").get(0)).isNull();
        assertThat(compared.getInt("accuracy[0].missing")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm_weighted", "stage_rate", "simulation"})
    void ofAnOpenDealWithoutARateThereIsNone(String method) {
        history();
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,amount,currency,probability,created_at,expected_close_on
                A,Offer,open,1000,EUR,0.5,2026-10-01,2026-12-10
                B,Offer,open,1000,SEK,0.5,2026-10-01,2026-12-10
                """);
        JsonPath answer = get(QUARTER + "&method=" + method);
        assertThat(answer.getString("series[0].points[0].value")).isNull();
        assertThat(answer.getString("series[0].points[0].reason")).isEqualTo("NO_EXCHANGE_RATE");
        assertThat(answer.getString("series[0].points[0].low.'80'")).isNull();
    }

    @Test
    void whatIsWonWithoutARateIsNotNothing() {
        history();
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,amount,currency,created_at,closed_at
                A,Won,won,1000,SEK,2026-10-01,2026-10-10
                """);
        JsonPath answer = get(QUARTER + "&method=crm_weighted");
        assertThat(answer.getString("series[0].points[0].reason")).isEqualTo("NO_EXCHANGE_RATE");
        assertThat(answer.getString("series[0].points[0].won")).isNull();
        JsonPath kpi = get(
                "/api/v1/kpis/forecast_revenue/values?variant=crm_weighted&from=2026-10-01&to=2026-11-01&option=lead_days:7");
        assertThat(kpi.getString("series[0].points[0].reason")).isEqualTo("EXCHANGE_RATE_MISSING");
    }

    @Test
    void whatCameWithoutARateIsNotNothing() {
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,amount,currency,probability,created_at,expected_close_on,closed_at
                A,Won,won,1000,EUR,1,2026-01-01,2026-02-10,2026-02-10
                B,Won,won,1000,SEK,1,2026-01-01,2026-03-10,2026-03-10
                """);
        JsonPath answer = get(
                "/api/v1/forecasts/comparison?from=2026-02-01&to=2026-04-01&grain=month&methods=crm_weighted&leadTimes=P7D");
        assertThat(answer.getString("entries[0].actual")).isEqualTo("1000");
        assertThat(answer.getString("entries[1].actual")).isNull();
        assertThat(answer.getString("entries[1].error")).isNull();
        assertThat(answer.getInt("accuracy[0].forecasts")).isEqualTo(1);
    }

    /** Enough that is decided to learn from. */
    private void history() {
        StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,currency,created_at,closed_at\n");
        for (int i = 0; i < 40; i++) {
            deals.append(String.format(
                    "H%1$d,Offer,%2$s,1000,EUR,2026-03-01,2026-0%3$d-15%n", i, i % 2 == 0 ? "won" : "lost", 4 + i % 5));
        }
        tenant.importCsv("deals", deals.toString());
    }

    private JsonPath get(String path) {
        return tenant.request().get(path).then().statusCode(200).extract().jsonPath();
    }
}
