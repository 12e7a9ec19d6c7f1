package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** KPIs about forecasts say what forecasts and their comparison say, which are made apart, and refuse what makes no sense of them. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ForecastKpiTest {
    private static final String HEADER =
            "deal_id,owner_id,stage,status,amount,probability,created_at,expected_close_on,closed_at,changed_at\n";
    private static final String SUBMISSIONS = "submitted_at,period_start,period_end,owner_id,category,amount\n";
    private static final LocalDate THIS_MONTH = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);

    private TestTenant tenant;
    private KpiClient client;

    @BeforeEach
    void createTenant() {
        tenant = TestTenant.create();
        client = new KpiClient(tenant);
    }

    private void tell(String dataset, String csv) {
        tenant.importCsv(dataset, csv).then().body("rejected", equalTo(0));
    }

    private JsonNode json(String path) {
        PlainClient.Reply reply = client.get(path, "application/json");
        assertThat(reply.status()).as("%s: %s", path, reply.body()).isEqualTo(200);
        return reply.json();
    }

    /** Two years of deals of two owners, open for 50 days each, two of three won; and some that are open still. */
    private void tellOfTwoYears() {
        StringBuilder deals = new StringBuilder(HEADER);
        LocalDate first = THIS_MONTH.minusMonths(22);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (int i = 0; first.plusDays(5L * i).isBefore(today.minusDays(2)); i++) {
            LocalDate created = first.plusDays(5L * i);
            LocalDate closes = created.plusDays(50 + i % 7);
            String owner = i % 3 == 0 ? "E2" : "E1";
            String amount = String.valueOf(100 + i * 37 % 900);
            String known = "D" + i + "," + owner + ",";
            deals.append(known + "offer,open," + amount + ",0." + (3 + i % 5) + "," + created + ","
                    + created.plusDays(45) + ",," + created + "\n");
            if (closes.isBefore(today)) {
                String end = i % 3 == 1 ? "lost" : "won";
                deals.append(known + end + "," + end + "," + amount + ",," + created + "," + created.plusDays(45) + ","
                        + closes + "," + closes + "\n");
            }
        }
        tell("deals", deals.toString());
        StringBuilder submissions = new StringBuilder(SUBMISSIONS);
        for (int i = -8; i <= 3; i++) {
            LocalDate month = THIS_MONTH.plusMonths(i);
            for (String category : List.of("commit", "best_case", "pipeline")) {
                submissions
                        .append(today.minusDays(1).isBefore(month) ? today.minusDays(1) : month.minusDays(3))
                        .append("," + month + "," + month.plusMonths(1) + ",E1," + category + "," + (900 + i * 50)
                                + "\n");
            }
        }
        tell("forecast-submissions", submissions.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm_weighted", "stage_rate", "simulation", "commit", "best_case", "pipeline"})
    void saysOfPeriodsToComeWhatTheForecastSays(String method) {
        tellOfTwoYears();
        String asOf = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        String period =
                "?from=" + THIS_MONTH + "&to=" + THIS_MONTH.plusMonths(3) + "&grain=month&groupBy=owner&asOf=" + asOf;
        JsonNode forecast = json("/api/v1/forecasts" + period + "&method=" + method);
        JsonNode kpi = json("/api/v1/kpis/forecast_revenue/values" + period + "&variant=" + method);
        int known = 0;
        assertThat(kpi.path("series")).hasSameSizeAs(forecast.path("series"));
        for (int i = 0; i < kpi.path("series").size(); i++) {
            JsonNode own = kpi.path("series").path(i);
            JsonNode other = forecast.path("series").path(i);
            assertThat(own.path("group")).isEqualTo(other.path("group"));
            for (int j = 0; j < 3; j++) {
                JsonNode point = own.path("points").path(j);
                JsonNode expected = other.path("points").path(j);
                same(point.path("value"), expected.path("value"));
                same(point.path("low"), expected.path("low").path("95"));
                same(point.path("high"), expected.path("high").path("95"));
                known += point.path("value").isNull() ? 0 : 1;
            }
        }
        assertThat(known).isPositive();
    }

    private static void same(JsonNode found, JsonNode expected) {
        if (expected.isNull() || expected.isMissingNode()) {
            assertThat(found.isNull()).isTrue();
        } else {
            assertThat(new BigDecimal(found.asText())).isEqualByComparingTo(expected.asText());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "crm_weighted, owner",
        "stage_rate,",
        "simulation, owner",
        "commit,",
        "best_case, owner",
        "pipeline, owner"
    })
    void judgesAsTheComparisonDoes(String method, String groupBy) {
        tellOfTwoYears();
        String period = "?from=" + THIS_MONTH.minusMonths(7) + "&to=" + THIS_MONTH.minusMonths(1)
                + (groupBy == null ? "" : "&groupBy=" + groupBy);
        JsonNode comparison = json("/api/v1/forecasts/comparison" + period + "&leadTimes=P20D&methods=" + method);
        int judged = 0;
        for (JsonNode accuracy : comparison.path("accuracy")) {
            JsonNode owner = accuracy.path("group").path("owner");
            if (groupBy != null && owner.isMissingNode()) {
                continue; // of all groups together, each judged by itself
            }
            Map<String, String> measures = Map.of(
                    "forecast_accuracy " + method, "wape",
                    "forecast_accuracy " + method + "_mape", "mape",
                    "forecast_accuracy " + method + "_smape", "smape",
                    "forecast_bias " + method, "bias");
            measures.forEach((kpi, measure) -> judges(kpi, measure, accuracy, period, owner));
            if (!accuracy.path("coverage80").isNull()) {
                judges("forecast_accuracy " + method + "_coverage80", "coverage80", accuracy, period, owner);
                judges("forecast_accuracy " + method + "_coverage95", "coverage95", accuracy, period, owner);
            }
            judged += accuracy.path("forecasts").asInt();
        }
        assertThat(judged).isGreaterThan(4);
    }

    private void judges(String kpi, String measure, JsonNode accuracy, String period, JsonNode owner) {
        String[] names = kpi.split(" ");
        JsonNode answer =
                json("/api/v1/kpis/" + names[0] + "/values" + period + "&option=lead_days:20&variant=" + names[1]);
        for (JsonNode series : answer.path("series")) {
            if (series.path("group").path("owner").equals(owner)) {
                JsonNode point = series.path("points").path(0);
                assertThat(point.path("sampleSize").asInt())
                        .as("%s of %s", kpi, owner)
                        .isEqualTo(accuracy.path("forecasts").asInt());
                if (accuracy.path(measure).isNull()) {
                    assertThat(point.path("value").isNull()).isTrue();
                } else {
                    double expected = accuracy.path(measure).asDouble();
                    assertThat(point.path("value").asDouble())
                            .as("%s of %s", kpi, owner)
                            .isCloseTo(measure.equals("wape") ? 1 - expected : expected, within(0.00001));
                }
                return;
            }
        }
        assertThat(accuracy.path("forecasts").asInt())
                .as("%s of %s", kpi, owner)
                .isZero();
    }

    private AnsweredPoint only(String kpi, String variant, String from, String to, String... option) {
        Question question = Question.of(kpi, from, to).with("variant", variant);
        return client.ask(option.length == 0 ? question : question.with("option", option[0]))
                .only();
    }

    /** A year after another 40 more were won, and 60 of February were not foreseen. */
    @Test
    void scalesErrorsWithTheUsualChangeOfAYear() {
        tell(
                "deals",
                "deal_id,stage,status,amount,closed_at\nA,won,won,100,2024-01-15\nB,won,won,140,2025-01-15\nC,won,won,60,2025-02-20\n");
        assertThat(only("forecast_accuracy", "crm_weighted_mase", "2025-02-01", "2025-03-01")
                        .value())
                .isEqualTo("1.500000");
        AnsweredPoint early = only("forecast_accuracy", "crm_weighted_mase", "2024-12-01", "2025-01-01");
        assertThat(early.reason()).as("twelve months are no year and a month").isEqualTo("NO_DENOMINATOR");
    }

    @Test
    void judgesByQuartersWhereThoseWereSubmitted() {
        tell("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,500,2025-01-15\nB,won,won,300,2025-03-15\n");
        tell("forecast-submissions", SUBMISSIONS + "2025-01-02,2025-01-01,2025-04-01,E1,commit,1000\n");
        assertThat(only("forecast_bias", "commit", "2025-01-01", "2026-01-01", "judged_months:3")
                        .value())
                .isEqualTo("0.250000");
        assertThat(only("forecast_bias", "commit", "2025-01-01", "2026-01-01").reason())
                .isEqualTo("NO_FORECAST");
    }

    @Test
    void comparesAForecastWithAWholePeriodBefore() {
        tell(
                "deals",
                HEADER
                        + "A,E1,won,won,70,," + THIS_MONTH.minusMonths(2) + ",," + THIS_MONTH.minusDays(1) + ","
                        + THIS_MONTH.minusDays(1) + "\n");
        Answer answer = client.ask(Question.of("forecast_revenue", THIS_MONTH, THIS_MONTH.plusMonths(1))
                .with("grain", "month")
                .with("option", "lead_days:0")
                .with("compare", List.of("previous_period")));
        Answer.ComparedValue before = answer.only().comparisons().get("previous_period");
        assertThat(before.to()).isEqualTo(THIS_MONTH.toString());
        assertThat(before.value()).isEqualTo("70");
    }

    @Test
    void isAPartOfCustomKpis() {
        tell(
                "deals",
                HEADER
                        + "A,E1,offer,open,1000,0.5,2026-02-01,2026-03-20,,2026-02-01\n"
                        + "A,E1,won,won,1000,1,2026-02-01,2026-03-20,2026-03-25,2026-03-25\n");
        tenant.request()
                .contentType("application/json")
                .body(Map.of(
                        "key", "overshoot",
                        "expression", "forecast_revenue / won_revenue",
                        "label", Map.of("en", "Forecast to actual")))
                .post("/api/v1/custom-kpis")
                .then()
                .statusCode(201);
        assertThat(only("overshoot", null, "2026-03-01", "2026-04-01").value()).isEqualTo("0.500000");
        refused("/api/v1/kpis/overshoot/records?from=2026-03-01&to=2026-04-01", "INVALID_VALUE", "key");
    }

    private void refused(String path, String code, String field) {
        tenant.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .body("code", equalTo(code))
                .body("field", equalTo(field));
    }

    @ParameterizedTest
    @CsvSource({
        "values, groupBy=owner&limit=1&others=true, NOT_ADDITIVE, others",
        "values, share=true, NOT_ADDITIVE, share",
        "values, compare=target, INVALID_VALUE, compare",
        "values, variant=commit&groupBy=product, UNKNOWN_DIMENSION, groupBy",
        "values, option=lead_days:367, INVALID_VALUE, option",
        "records, first=1, INVALID_VALUE, key",
        "explanation, compareFrom=2024-01-01&compareTo=2024-02-01, NOT_ADDITIVE, key"
    })
    void refusesWhatMakesNoSenseOfForecasts(String resource, String parameters, String code, String field) {
        refused(
                "/api/v1/kpis/forecast_revenue/" + resource + "?from=2025-01-01&to=2025-02-01&" + parameters,
                code,
                field);
    }

    @Test
    void refusesToMakeTooManyForecasts() {
        refused(
                "/api/v1/kpis/forecast_revenue/values?from=2023-01-01&to=2025-01-01&grain=day",
                "TOO_MANY_VALUES",
                "grain");
        refused("/api/v1/kpis/forecast_accuracy/values?from=0001-01-01&to=9999-12-31", "TOO_MANY_VALUES", "grain");
        tenant.request()
                .get("/api/v1/kpis/forecast_revenue/values?variant=simulation&from=2025-01-01&to=9999-12-31")
                .then()
                .statusCode(400)
                .body("detail", containsString("ten years"));
    }
}
