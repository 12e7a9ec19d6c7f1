package dev.kennzahl.forecast.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ForecastResourceTest {
    private static final String HEADER =
            "deal_id,owner_id,stage,status,amount,probability,created_at,expected_close_on,closed_at,changed_at\n";
    private static final String DEALS = HEADER
            + """
            A,E1,won,won,1000,1,2026-03-01,2026-04-10,2026-04-10T09:00:00Z,2026-04-10T09:00:00Z
            B,E1,offer,open,2000,0.5,2026-03-01,2026-06-15,,2026-03-01T09:00:00Z
            C,E2,offer,open,400,0.25,2026-03-01,2026-05-30,,2026-03-01T09:00:00Z
            D,E2,offer,open,999,,2026-03-01,2026-06-01,,2026-03-01T09:00:00Z
            E,E1,offer,open,5000,0.9,2026-03-01,2026-07-02,,2026-03-01T09:00:00Z
            """;
    private static final String FORECAST =
            "/api/v1/forecasts?from=2026-04-01&to=2026-10-01&grain=quarter&at=2026-05-01&method=";

    private TestTenant tenant;

    @BeforeEach
    void createTenant() {
        tenant = TestTenant.create();
    }

    private void tell(String csv) {
        tenant.importCsv("deals", csv).then().body("rejected", equalTo(0));
    }

    private JsonPath get(String path) {
        return tenant.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** 100, 200, 300 and 400 in four months: the line through the first and the last goes on. */
    @Test
    void forecastsFromTheFiguresOwnPast() {
        tenant.importCsv(
                "orders",
                "order_id,ordered_at,customer_id,net_amount\n1,2026-01-05,C,100\n2,2026-02-05,C,200\n3,2026-03-05,C,300\n4,2026-04-05,C,400\n");
        String months = "/api/v1/forecasts?target=revenue&from=2026-04-01&to=2026-07-01&at=2026-05-01&grain=month";

        JsonPath drift = get(months + "&method=drift");

        assertThat(drift.getList("series[0].points.value")).containsExactly("400.00", "500.00", "600.00");
        assertThat(drift.getList("series[0].points.sampleSize")).containsExactly(null, 4, 4);
        assertThat(get(months).getString("method")).as("when nobody says").isEqualTo("auto");
        assertThat(get(months.replace("grain=month", "grain=quarter").replace("at=2026-05-01", "at=2026-04-01")
                                + "&method=naive")
                        .getList("series[0].points.reason"))
                .as("of one quarter")
                .containsExactly("NOT_ENOUGH_HISTORY");
        tenant.request()
                .get(months + "&method=simulation")
                .then()
                .statusCode(400)
                .body("field", equalTo("method"));
        tenant.request()
                .get(months.replace("from=2026-04-01", "from=2026-04-02"))
                .then()
                .statusCode(400)
                .body("field", equalTo("from"));
    }

    /** Twelve deals of five days, nine of them won. */
    private static String decided() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 1; i <= 12; i++) {
            String end = i <= 9 ? "won" : "lost";
            csv.append("X" + i + ",E1,offer,open,100,,2026-01-10T09:00:00Z,2026-02-01,,2026-01-10T09:00:00Z\n");
            csv.append("X" + i + ",E1," + end + "," + end
                    + ",100,,2026-01-10T09:00:00Z,2026-02-01,2026-01-15T09:00:00Z,2026-01-15T09:00:00Z\n");
        }
        return csv.toString();
    }

    @Test
    void weighsWithTheProbabilitiesOfTheCrm() {
        tell(DEALS);
        JsonPath points = get(FORECAST + "crm_weighted");
        // 1000 won, 2000 × 0.5, 400 × 0.25; D has no probability
        assertThat(points.getString("series[0].points[0].value")).isEqualTo("2100");
        assertThat(points.getString("series[0].points[0].won")).isEqualTo("1000");
        assertThat(points.getInt("series[0].points[0].openDeals")).isEqualTo(2);
        assertThat(points.getInt("series[0].points[0].unvalued")).isEqualTo(1);
        // 2100 ± 1.2816 × √(2000² × 0.25 + 400² × 0.1875) would be 799.36 to 3400.64: never below what is won nor above
        // all of it
        assertThat(points.getString("series[0].points[0].low.'80'")).isEqualTo("1000");
        assertThat(points.getString("series[0].points[0].high.'80'")).isEqualTo("3400");
        assertThat(points.getString("series[0].points[1].value")).isEqualTo("4500");
        JsonPath byOwner = get(FORECAST + "crm_weighted&groupBy=owner");
        assertThat(byOwner.getList("series.group.owner")).isEqualTo(List.of("E1", "E2"));
        assertThat(byOwner.getList("series.points.value"))
                .isEqualTo(List.of(List.of("2000", "4500"), List.of("100", "0")));
    }

    @Test
    void countsTheDealsThatAreExpectedOnNoDate() {
        tell(DEALS);
        tell(HEADER + "U,E1,offer,open,700,0.5,2026-04-20T09:00:00Z,,,2026-04-20T09:00:00Z\n");

        JsonPath points = get(FORECAST + "crm_weighted");

        assertThat(points.getString("series[0].points[0].value")).isEqualTo("2100");
        assertThat(points.getInt("series[0].points[0].openDeals")).isEqualTo(2);
        assertThat(points.getInt("series[0].points[0].undated")).isEqualTo(1);
    }

    @Test
    void learnsRatesByStageAndAgeDrawnToThoseOfMore() {
        tell(decided());
        tell(HEADER + "N,E1,offer,open,1000,,2026-04-27T09:00:00Z,2026-06-01,,2026-04-27T09:00:00Z\n");
        JsonPath points = get(FORECAST + "stage_rate");
        // all (9 + 1) / (12 + 2) = 0.714286; stage (9 + 20 × 0.714286) / 32 = 0.727679; at that age (9 + 20 × 0.727679)
        // / 32
        assertThat(points.getString("series[0].points[0].value")).isEqualTo("736.05");
        assertThat(points.getInt("series[0].points[0].sampleSize")).isEqualTo(12);
    }

    @Test
    void saysWhenThereIsTooLittleToLearnFrom() {
        tell(DEALS);
        for (String method : List.of("stage_rate", "simulation")) {
            JsonPath points = get(FORECAST + method);
            assertThat(points.getString("series[0].points[0].reason")).isEqualTo("NOT_ENOUGH_HISTORY");
            assertThat(points.getString("series[0].points[0].value")).isNull();
        }
    }

    @Test
    void simulatesTheSameFuturesForTheSameQuestion() {
        tell(decided());
        tell(DEALS);
        tenant.importCsv("targets", "kpi,period_start,period_end,value\nwon_revenue,2026-04-01,2026-07-01,1500\n")
                .then()
                .body("rejected", equalTo(0));
        JsonPath points = get(FORECAST + "simulation");
        String first = "series[0].points[0].";
        double low = points.getDouble(first + "low.'80'");
        double median = points.getDouble(first + "median");
        double high = points.getDouble(first + "high.'80'");
        assertThat(points.getDouble(first + "low.'95'")).isBetween(1000.0, low);
        assertThat(median).isBetween(low, high);
        assertThat(points.getDouble(first + "high.'95'")).isGreaterThanOrEqualTo(high);
        assertThat(points.getString(first + "targetValue")).isEqualTo("1500");
        assertThat(points.getDouble(first + "targetProbability")).isBetween(0.0, 1.0);
        assertThat(get(FORECAST + "simulation").<Object>get("series")).isEqualTo(points.<Object>get("series"));
        JsonPath over = get("/api/v1/forecasts?from=2026-01-01&to=2026-04-01&at=2026-05-01&method=simulation");
        assertThat(over.getString(first + "value")).isEqualTo("900");
        assertThat(over.getString(first + "high.'95'")).isEqualTo("900");
    }

    /** Neither what became known later, nor what was so later, is in a forecast. */
    @Test
    void laterNewsChangeNothing() {
        tell(decided());
        tell(DEALS);
        String known = Instant.now().toString();
        Map<String, Object> before = answers("&asOf=" + known);
        Map<String, Object> at = answers("");
        tell(
                HEADER
                        + """
                B,E1,won,won,7000,1,2026-03-01,2026-06-15,2026-05-20T09:00:00Z,2026-05-20T09:00:00Z
                C,E2,late,open,1,0.9,2026-03-01,2026-09-30,,2026-05-21T09:00:00Z
                X13,E1,offer,open,100000,0.7,2026-05-02T09:00:00Z,2026-06-01,,2026-05-02T09:00:00Z
                """);
        assertThat(answers("")).as("what was so after the instant").isEqualTo(at);
        tell(
                HEADER
                        + """
                A,E1,lost,lost,1000,1,2026-03-01,2026-04-10,2026-04-11T09:00:00Z,2026-04-11T09:00:00Z
                X1,E1,offer,open,100,,2026-01-10T09:00:00Z,2026-02-01,,2026-01-20T09:00:00Z
                Y,E1,offer,open,100000,0.7,2026-04-02T09:00:00Z,2026-06-01,,2026-04-02T09:00:00Z
                """);
        assertThat(answers("")).as("a law that nothing could break is none").isNotEqualTo(at);
        assertThat(answers("&asOf=" + known)).as("what became known later").isEqualTo(before);
    }

    private Map<String, Object> answers(String query) {
        Map<String, Object> answers = new java.util.TreeMap<>();
        for (String method : List.of("crm_weighted", "stage_rate", "simulation", "commit")) {
            answers.put(
                    method,
                    get(FORECAST + method + query + (method.equals("commit") ? "" : "&groupBy=owner"))
                            .get("series"));
        }
        return answers;
    }

    @Test
    void comparesWithWhatCame() {
        tell(DEALS);
        tell(
                HEADER
                        + """
                B,E1,won,won,1800,1,2026-03-01,2026-06-15,2026-06-20T09:00:00Z,2026-06-20T09:00:00Z
                C,E2,lost,lost,400,0,2026-03-01,2026-05-30,2026-05-20T09:00:00Z,2026-05-20T09:00:00Z
                """);
        JsonPath compared = get("/api/v1/forecasts/comparison?from=2026-04-01&to=2026-07-01&grain=quarter"
                + "&methods=crm_weighted&leadTimes=P61D,P7D&groupBy=owner");
        // 1 May, 61 days before the end: 2000 of E1 and 100 of E2; came 2800 and 0
        assertThat(compared.getList("entries.forecast")).isEqualTo(List.of("2000", "100", "2800", "0"));
        assertThat(compared.getList("entries.actual")).isEqualTo(List.of("2800", "0", "2800", "0"));
        assertThat(compared.getList("entries.error")).isEqualTo(List.of("-800", "100", "0", "0"));
        // −700 / 2800, (800 + 100) / 2, 900 / 2800
        assertThat(compared.getString("accuracy[0].bias")).isEqualTo("-0.250000");
        assertThat(compared.getString("accuracy[0].mae")).isEqualTo("450.000000");
        assertThat(compared.getString("accuracy[0].wape")).isEqualTo("0.321429");
        assertThat(compared.getString("accuracy[0].mape")).isNull();
        assertThat(compared.getInt("accuracy[0].forecasts")).isEqualTo(2);
        assertThat(compared.getString("accuracy[1].group.owner")).isEqualTo("E1");
        assertThat(compared.getString("accuracy[1].bias")).isEqualTo("-0.285714");
        assertThat(compared.getInt("accuracy[1].forecasts")).isEqualTo(1);
        JsonPath graphQl = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                        { forecastComparison(query: {from: "2026-04-01", to: "2026-07-01", grain: QUARTER, methods: ["crm_weighted"], leadTimes: ["P61D"]})
                          { entries { forecast actual error } accuracy { bias forecasts } }
                          forecast(query: {from: "2026-04-01", to: "2026-07-01", method: "crm_weighted", at: "2026-05-01T00:00:00Z"})
                          { series { group { value } points { value low { of80 } won } } } }
                        """))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(graphQl.getString("data.forecastComparison.entries[0].error"))
                .isEqualTo("-700");
        assertThat(graphQl.getString("data.forecast.series[0].points[0].value")).isEqualTo("2100");
    }

    /**
     * From January to January 140 came after 100, so that 40 is the usual change; naive2 has 140 for February, and 60 came of which nothing
     * was to be seen: 60 ÷ 40, and (2 ÷ 0.8 + 1.5 ÷ 2) ÷ 2.
     */
    @Test
    void setsErrorsAgainstTheUsualChangeAndTheNaiveMethod() {
        tell(
                "deal_id,stage,status,amount,closed_at,changed_at\n"
                        + "A,won,won,100,2024-01-15,2024-01-15\nB,won,won,140,2025-01-15,2025-01-15\nC,won,won,60,2025-02-20,2025-02-20\n");
        String february = "from=2025-02-01&to=2025-03-01&leadTimes=P10D&methods=crm_weighted";
        JsonPath compared = get("/api/v1/forecasts/comparison?" + february);
        assertThat(compared.getList("entries.forecast")).isEqualTo(List.of("0"));
        assertThat(compared.getString("accuracy[0].mase")).isEqualTo("1.500000");
        assertThat(compared.getString("accuracy[0].owa")).isEqualTo("1.625000");
        JsonPath both = get("/api/v1/forecasts/comparison?" + february + ",naive2");
        assertThat(both.getList("entries.forecast")).isEqualTo(List.of("0", "140.00"));
        assertThat(both.getList("accuracy.mase")).isEqualTo(List.of("1.500000", "2.000000"));
        assertThat(both.getList("accuracy.owa")).isEqualTo(List.of("1.625000", "1.000000"));
        JsonPath early = get("/api/v1/forecasts/comparison?" + february.replace("2025", "2024"));
        assertThat(early.getString("accuracy[0].mase")).as("no year before").isNull();
        assertThat(early.getString("accuracy[0].owa")).isNull();
        JsonPath whole = get("/api/v1/forecasts/comparison?grain=total&" + february);
        assertThat(whole.getString("accuracy[0].mase"))
                .as("a total is no series")
                .isNull();
    }

    @Test
    void judgesNothingThatWasNotKnownThenWhenAskedTo() {
        tell(DEALS);
        JsonPath compared = get("/api/v1/forecasts/comparison?from=2026-04-01&to=2026-07-01&grain=quarter"
                + "&methods=crm_weighted,commit&basis=known");
        assertThat(compared.getList("entries.forecast")).isEqualTo(java.util.Arrays.asList(null, null));
        assertThat(compared.getList("accuracy.missing")).isEqualTo(List.of(1, 1));
        assertThat(compared.getList("accuracy.forecasts")).isEqualTo(List.of(0, 0));
        JsonPath early =
                get("/api/v1/forecasts?from=2026-04-01&to=2026-07-01&method=crm_weighted&asOf=2026-05-01T00:00:00Z");
        assertThat(early.getString("series[0].points[0].value")).isNull();
        assertThat(early.getString("series[0].points[0].reason")).isEqualTo("NOTHING_KNOWN");
        assertThat(get("/api/v1/forecasts?from=2026-04-01&to=2026-07-01&method=crm_weighted&where=owner:E9")
                        .getString("series[0].points[0].value"))
                .as("of whom nothing is known though others are")
                .isEqualTo("0");
    }

    /** A forecast from a past instant knows no rates of later, and what it is made of is worth the same. */
    @Test
    void convertsAtTheRateOfTheDayThatIsLookedBackTo() {
        tell("deal_id,stage,status,amount,currency,probability,created_at,expected_close_on,changed_at\n"
                + "A,offer,open,1000,USD,0.5,2026-03-01,2026-06-15,2026-03-01T09:00:00Z\n");
        tenant.importCsv("exchange-rates", "rate_on,base,quote,rate\n2026-04-30,USD,EUR,0.9\n2026-09-01,USD,EUR,0.5\n");
        assertThat(get(FORECAST + "crm_weighted").getString("series[0].points[0].value"))
                .isEqualTo("450");
        JsonPath pipeline = get("/api/v1/forecasts/pipeline?period=2026-Q2&at=2026-05-01");
        assertThat(pipeline.getDouble("series[0].open.amount")).isEqualTo(900);
        assertThat(pipeline.getDouble("series[0].weighted")).isEqualTo(450);
        assertThat(get("/api/v1/forecasts/pipeline?period=2026-Q2").getDouble("series[0].open.amount"))
                .isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/forecasts?from=2026-04-01&to=2026-07-01&method=hope, method",
        "/api/v1/forecasts?from=2026-04-01&to=2026-07-01&target=weather, target",
        "/api/v1/forecasts?from=2026-07-01&to=2026-04-01, from",
        "/api/v1/forecasts?from=2020-01-01&to=2026-04-01&grain=day, grain",
        "/api/v1/forecasts/comparison?from=2026-04-01&to=2026-07-01&leadTimes=soon, leadTimes",
        "/api/v1/forecasts/comparison?from=2026-04-01&to=2026-07-01&methods=hope, method",
        "/api/v1/forecasts/comparison?from=2026-04-01&to=2026-07-01&groupBy=planet, groupBy",
        "/api/v1/forecasts?from=2026-04-01&to=2026-07-01&method=crm_weighted&at=2026-05-01&asOf=2026-04-30T00:00:00Z, at",
        "/api/v1/forecasts?from=2026-04-01&to=2026-07-01&method=commit&at=2026-05-01&asOf=2026-04-30T00:00:00Z, at",
        "/api/v1/forecasts?from=2026-04-01&to=2026-07-01&method=naive&at=2026-05-01&asOf=2026-04-30T00:00:00Z, at",
        "/api/v1/forecasts?from=2996-04-01&to=2996-07-01&method=crm_weighted&at=2995-05-01, at",
        "/api/v1/forecasts/pipeline?at=2026-05-01&asOf=2026-04-30T00:00:00Z, at"
    })
    void namesTheParameterAtFault(String path, String field) {
        tenant.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }
}
