package dev.kennzahl.forecast.kpi;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KpiForecastTest {
    private static final String HISTORY = "from=2024-01-01&to=2025-09-01";
    private static final String FORECAST = "/api/v1/kpis/won_revenue/forecast?";

    private TestTenant tenant;

    @BeforeEach
    void aTenantWithTwentyMonthsOfDeals() {
        tenant = TestTenant.create();
        StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,region,created_at,closed_at\n");
        for (int month = 0; month < 20; month++) {
            String day = "%d-%02d-05".formatted(2024 + month / 12, month % 12 + 1);
            int amount = 1_000 + 40 * month + 137 * month % 101;
            deals.append("N%d,won,won,%d,Nord,%s,%s\n".formatted(month, amount, day, day));
            deals.append("L%d,lost,lost,10,Süd,%s,%s\n".formatted(month, day, day));
        }
        tenant.importCsv("deals", deals.toString());
    }

    @Test
    void isThatOfTheSameSeriesPosted() {
        JsonPath answer = get(FORECAST + HISTORY + "&horizon=4")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Double> history = get("/api/v1/kpis/won_revenue/values?grain=month&" + HISTORY)
                .jsonPath()
                .<String>getList("series[0].points.value")
                .stream()
                .map(Double::valueOf)
                .toList();
        JsonPath posted = tenant.request()
                .contentType("application/json")
                .body(Map.of("series", List.of(Map.of("id", "a", "values", history)), "frequency", 12, "horizon", 4))
                .post("/api/v1/forecasts/series")
                .jsonPath();

        assertThat(answer.getString("method")).isEqualTo("auto");
        assertThat(answer.getString("series[0].model")).isEqualTo("weighted median of 8");
        assertThat(answer.<String>getList("series[0].points.from"))
                .containsExactly("2025-09-01", "2025-10-01", "2025-11-01", "2025-12-01");
        for (int step = 0; step < 4; step++) {
            assertThat(Double.parseDouble(answer.getString("series[0].points[" + step + "].value")))
                    .isCloseTo(posted.getDouble("series[0].mean[" + step + "]"), Offset.offset(1e-3));
            assertThat(Double.parseDouble(answer.getString("series[0].points[" + step + "].high.'95'")))
                    .isCloseTo(posted.getDouble("series[0].high.'95'[" + step + "]"), Offset.offset(1e-3));
        }
    }

    @Test
    void saysTheSameOverGraphQl() {
        JsonPath rest = get(FORECAST + HISTORY + "&horizon=2&method=theta")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        JsonPath graphQl = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                        { kpiForecast(key: "won_revenue", query: {from: "2024-01-01", to: "2025-09-01"}, horizon: 2, method: "theta")
                          { method about series { historySize model points { from value low { of80 of95 } high { of80 of95 } } } } }"""))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(graphQl.<Object>get("data.kpiForecast.series.points.value"))
                .isEqualTo(rest.get("series.points.value"));
        assertThat(graphQl.<Object>get("data.kpiForecast.series.points.low.of95"))
                .isEqualTo(rest.get("series.points.low.'95'"));
        assertThat(graphQl.getString("data.kpiForecast.about")).isEqualTo(rest.getString("about"));
    }

    @Test
    void sharesStayBetweenNoneAndAll() {
        JsonPath answer = get("/api/v1/kpis/win_rate/forecast?method=drift&horizon=12&" + HISTORY)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.<String>getList("series[0].points.high.'95'"))
                .allSatisfy(high -> assertThat(Double.parseDouble(high)).isLessThanOrEqualTo(1));
        assertThat(answer.<String>getList("series[0].points.low.'95'"))
                .allSatisfy(low -> assertThat(Double.parseDouble(low)).isGreaterThanOrEqualTo(0));
    }

    /** Nearly all is kept in one month and much less in the next: what is to come may be anything that a share can be. */
    @ParameterizedTest
    @CsvSource({"win_rate&variant=by_value, 0, 1", "lead_quality_score, 0, 100"})
    void valuesAndIntervalsStayWithinTheRangeOfTheKpi(String kpi, double least, double most) {
        StringBuilder deals = new StringBuilder("deal_id,stage,status,amount,created_at,closed_at\n");
        StringBuilder leads = new StringBuilder("lead_id,created_at,status,score\n");
        for (int month = 0; month < 20; month++) {
            String day = "%d-%02d-15".formatted(2024 + month / 12, month % 12 + 1);
            deals.append("V%d,lost,lost,%d,%s,%s\n".formatted(month, month % 2 == 0 ? 1 : 9_000, day, day));
            leads.append("V%d,%s,open,%d\n".formatted(month, day, month % 2 == 0 ? 99 : 5));
        }
        tenant.importCsv("deals", deals.toString());
        tenant.importCsv("leads", leads.toString());
        String[] named = kpi.split("&");
        JsonPath answer = get("/api/v1/kpis/" + named[0] + "/forecast?method=drift&horizon=12&" + HISTORY
                        + (named.length == 1 ? "" : "&" + named[1]))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Double> highs = numbers(answer, "series[0].points.high.'95'");
        List<Double> lows = numbers(answer, "series[0].points.low.'95'");
        assertThat(highs).allSatisfy(high -> assertThat(high).isLessThanOrEqualTo(most));
        assertThat(highs).as("so wide that the range is what bounds it").contains(most);
        assertThat(lows).allSatisfy(low -> assertThat(low).isGreaterThanOrEqualTo(least));
        List<Double> values = numbers(answer, "series[0].points.value");
        for (int step = 0; step < values.size(); step++) {
            assertThat(values.get(step)).isBetween(lows.get(step), highs.get(step));
        }
    }

    private static List<Double> numbers(JsonPath answer, String path) {
        return answer.<String>getList(path).stream().map(Double::valueOf).toList();
    }

    @Test
    void anUnfinishedMonthIsForecastAsAWhole() {
        JsonPath answer = get(FORECAST + "from=2024-01-01&to=2025-08-20&horizon=1&method=naive")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getInt("series[0].leftOutUnfinished")).isEqualTo(1);
        assertThat(answer.getString("series[0].points[0].from")).isEqualTo("2025-08-01");
        assertThat(answer.getString("series[0].points[0].to")).isEqualTo("2025-09-01");
    }

    @Test
    void aGroupWithoutHistoryEnoughSaysSo() {
        tenant.importCsv(
                "deals",
                "deal_id,stage,status,amount,region,created_at,closed_at\nW,won,won,5,West,2025-08-01,2025-08-02\n");
        JsonPath answer = get(FORECAST + HISTORY + "&horizon=1&groupBy=region")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        int west = answer.<String>getList("series.group.region").indexOf("West");
        assertThat(answer.<Object>get("series[" + west + "].model")).isNull();
        assertThat(answer.getString("series[" + west + "].problem")).contains("1 values", "at least 2");
        assertThat(answer.<Object>get("series[0].problem")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "from=2024-01-01&to=2025-09-01,                              MISSING_VALUE, horizon",
        "from=2024-01-01&to=2025-09-01&horizon=0,                    INVALID_VALUE, horizon",
        "from=2024-01-01&to=2025-09-01&horizon=367,                  INVALID_VALUE, horizon",
        "from=2024-01-01&to=2025-09-01&horizon=x,                    INVALID_VALUE, horizon",
        "from=2024-01-01&to=2025-09-01&horizon=1&method=dice,        INVALID_VALUE, method",
        "from=2024-01-01&to=2025-09-01&horizon=1&grain=total,        INVALID_VALUE, grain",
        "from=2024-01-01&to=2024-02-01&horizon=1,                    INVALID_VALUE, history",
        "from=2020-01-01&to=2021-01-01&horizon=1,                    MISSING_VALUE, history",
    })
    void namesTheParameterAtFault(String query, String code, String field) {
        Response answer = get(FORECAST + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("field")).isEqualTo(field);
    }

    private Response get(String path) {
        return tenant.request().get(path);
    }
}
