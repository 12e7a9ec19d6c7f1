package dev.kennzahl.forecast.kpi;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KpiTrendTest {
    private static final String YEAR = "from=2025-01-01&to=2026-01-01";
    private static final String TREND = "/api/v1/kpis/won_revenue/trend?";

    private TestTenant tenant;

    @BeforeEach
    void aTenantWithAYearOfDeals() {
        tenant = TestTenant.create();
        StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,region,created_at,closed_at\n");
        for (int month = 3; month <= 12; month++) {
            String day = "2025-%02d-05".formatted(month);
            deals.append("N%d,won,won,%d,Nord,%s,%s\n".formatted(month, 100 * month, day, day));
            deals.append("S%d,won,won,%d,Süd,%s,%s\n".formatted(month, month % 2 == 0 ? 50 : 70, day, day));
        }
        tenant.importCsv("deals", deals.toString());
    }

    @Test
    void saysThatItRisesAndByHowMuch() {
        JsonPath answer = get(TREND + YEAR).then().statusCode(200).extract().jsonPath();

        assertThat(answer.getString("grain")).isEqualTo("month");
        assertThat(answer.getString("series[0].trend.direction")).isEqualTo("RISING");
        assertThat(answer.getInt("series[0].leftOutBefore")).isEqualTo(2);
        assertThat(answer.getInt("series[0].trend.test.sampleSize")).isEqualTo(10);
        assertThat(answer.getString("series[0].trend.test.basis")).isEqualTo("EXACT");
        assertThat(answer.getString("series[0].trend.points[0].from")).isEqualTo("2025-03-01");
        assertThat(answer.getString("series[0].trend.points[0].value")).isEqualTo("370.0000");
        assertThat(answer.getString("series[0].trend.slope")).isEqualTo("100.0000");
    }

    @Test
    void looksAtGroupsByThemselves() {
        JsonPath answer = get(TREND + YEAR + "&groupBy=region")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(answer.<String>getList("series.group.region")).containsExactly("Nord", "Süd");
        assertThat(answer.<String>getList("series.trend.direction")).containsExactly("RISING", "CONSTANT");
        assertThat(answer.getString("series[0].trend.slope")).isEqualTo("100.0000");
    }

    @Test
    void saysTheSameOverGraphQl() {
        JsonPath rest = get(TREND + YEAR + "&groupBy=region&alpha=0.01")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath graphQl = graphQl(
                """
                { kpiTrend(key: "won_revenue", query: {from: "2025-01-01", to: "2026-01-01", groupBy: ["region"]}, alpha: 0.01)
                  { history { variant unit grain } series { group { value } leftOutBefore
                    trend { direction slope slopeLow slopeHigh test { pValue score } changePoints { step } points { from value } } } } }""");

        assertThat(graphQl.getString("data.kpiTrend.history.grain")).isEqualTo("MONTH");
        for (String path :
                List.of("direction", "slope", "slopeLow", "slopeHigh", "test.pValue", "test.score", "points.value")) {
            assertThat(graphQl.<Object>get("data.kpiTrend.series.trend." + path))
                    .as(path)
                    .isEqualTo(rest.get("series.trend." + path));
        }
    }

    @Test
    void gapsOfAQuotientAreGapsAndUnfinishedMonthsAreLeftOut() {
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,created_at,closed_at
                L1,lost,lost,2025-01-01,2025-01-03
                L2,lost,lost,2025-06-01,2025-06-09
                """);
        JsonPath answer = get("/api/v1/kpis/win_rate/trend?from=2025-01-10&to=2026-01-20&where=region:Nord")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getInt("series[0].leftOutUnfinished")).isEqualTo(2); // cut in January, twice
        assertThat(answer.getInt("series[0].leftOutBefore")).isEqualTo(1);

        JsonPath all = get("/api/v1/kpis/win_rate/trend?from=2025-01-01&to=2026-01-01")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(all.getInt("series[0].trend.gaps")).isEqualTo(1); // nothing was closed in February
        assertThat(all.getInt("series[0].trend.test.sampleSize")).isEqualTo(11);
    }

    @Test
    void tooFewValuesAreNoVerdict() {
        JsonPath quarters = get(TREND + YEAR + "&grain=quarter")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(quarters.getString("series[0].trend.direction")).isEqualTo("UNDECIDED");
        assertThat(quarters.getString("series[0].trend.reason")).isEqualTo("TOO_FEW_VALUES");

        JsonPath before = get(TREND + YEAR + "&asOf=2025-08-01T00:00:00Z")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(before.getString("series[0].trend.reason")).isEqualTo("NO_VALUES"); // nothing was known then
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/kpis/none/trend?from=2025-01-01&to=2026-01-01,                     404, UNKNOWN_KPI,       key",
        "/api/v1/kpis/revenue/trend?to=2026-01-01,                                  400, MISSING_VALUE,     from",
        "/api/v1/kpis/revenue/trend?from=2025-01-01&to=2026-01-01&grain=total,      400, INVALID_VALUE,     grain",
        "/api/v1/kpis/revenue/trend?from=2025-01-01&to=2026-01-01&grain=fortnight,  400, INVALID_VALUE,     grain",
        "/api/v1/kpis/revenue/trend?from=2025-01-01&to=2026-01-01&alpha=0,          400, INVALID_VALUE,     alpha",
        "/api/v1/kpis/revenue/trend?from=2025-01-01&to=2026-01-01&alpha=much,       400, INVALID_VALUE,     alpha",
        "/api/v1/kpis/revenue/trend?from=2025-01-01&to=2026-01-01&groupBy=colour,   400, UNKNOWN_DIMENSION, groupBy",
        "/api/v1/kpis/revenue/trend?from=2025-01-01&to=2026-01-01&variant=best,     400, UNKNOWN_VARIANT,   variant",
    })
    void namesTheParameterAtFault(String path, int status, String code, String field) {
        Response answer = get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("field")).isEqualTo(field);
    }

    @Test
    void looksAtPostedSeries() {
        JsonPath answer =
                post("{'frequency':1,'series':[{'id':'a','values':[null,1,2,4,7,9,11]},{'id':'b','values':[5]}]}")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(answer.<String>getList("series.id")).containsExactly("a", "b");
        assertThat(answer.<String>getList("series.trend.direction")).containsExactly("RISING", "UNDECIDED");
        assertThat(answer.<Object>get("series[0].trend.points[0].from")).isNull();
        assertThat(answer.getString("series[0].trend.slope")).isEqualTo("2.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | MISSING_VALUE | frequency",
                "{'frequency':0}                                               | INVALID_VALUE | frequency",
                "{'frequency':1}                                               | MISSING_VALUE | series",
                "{'frequency':1,'alpha':2}                                     | INVALID_VALUE | alpha",
                "{'frequency':1,'series':[{'id':'a','values':[null]}]}         | MISSING_VALUE | series[0].values",
                "{'frequency':1,'series':[{'id':'a','values':[1,null,null]},{'id':'a','values':[1]}]} | INVALID_VALUE | series[1].id",
            })
    void namesTheMemberAtFault(String body, String code, String field) {
        Response answer = post(body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("field")).isEqualTo(field);
    }

    private Response get(String path) {
        return tenant.request().get(path);
    }

    private Response post(String body) {
        return tenant.request()
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/api/v1/trends");
    }

    private JsonPath graphQl(String query) {
        return tenant.request()
                .contentType("application/json")
                .body(Map.of("query", query))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
