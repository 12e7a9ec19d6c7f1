package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of shapes whatever happened: they add up, and they say what the KPIs say. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ShapeLawsTest {
    private static final String ALL = "from=" + SalesStoryDice.FIRST_DAY + "&to=" + SalesStoryDice.END;
    private static final List<String> PERIODS = List.of(
            ALL, "from=2024-01-01&to=2025-01-01", "from=2024-05-07&to=2024-11-20", "from=2025-02-01&to=2025-03-01");

    private static KpiClient client(long seed) {
        return ToldStory.ofSeed(seed).client();
    }

    private static List<AnsweredSeries> values(KpiClient client, String kpi, String period, Map<String, Object> more) {
        Question question = new Question(kpi, new TreeMap<>(more));
        for (String parameter : period.split("&")) {
            String[] part = parameter.split("=");
            question = question.with(part[0], part[1]);
        }
        return client.ask(question).series();
    }

    private static AnsweredPoint value(KpiClient client, String kpi, String period) {
        return values(client, kpi, period, Map.of()).get(0).points().get(0);
    }

    @StoryLaw({10, 11})
    void cohortRowsSumToTheCustomersAndColumnsAreTheKpi(long seed) {
        KpiClient client = client(seed);
        for (String period : PERIODS) {
            JsonNode matrix = new ShapeClient(client).get("/api/v1/cohorts?months=30&" + period);
            int customers = 0;
            for (JsonNode row : matrix.path("rows")) {
                customers += row.path("customers").asInt();
                row.path("cells").forEach(cell -> {
                    assertThat(cell.path("customers").asInt())
                            .as("%s", row)
                            .isEqualTo(row.path("customers").asInt());
                    assertThat(cell.path("buying").asInt())
                            .as("%s", row)
                            .isBetween(0, cell.path("customers").asInt());
                });
                assertThat(row.path("cells").get(0).path("buying"))
                        .as("%s", row)
                        .isEqualTo(row.path("customers"));
            }
            assertThat(matrix.path("customers").asInt()).as(period).isEqualTo(customers);
            for (int months : List.of(0, 1, 5)) {
                columnIsTheKpi(client, period, matrix, months);
            }
        }
    }

    private static void columnIsTheKpi(KpiClient client, String period, JsonNode matrix, int months) {
        List<AnsweredPoint> points = values(
                        client,
                        "cohort_retention",
                        period,
                        Map.of("grain", "month", "option", "months_since:" + months))
                .get(0)
                .points();
        assertThat(points).hasSameSizeAs(matrix.path("rows"));
        for (int i = 0; i < points.size(); i++) {
            JsonNode cell = matrix.path("rows").get(i).path("cells").path(months);
            if (cell.isMissingNode() || cell.path("partial").asBoolean()) {
                assertThat(points.get(i).denominator()).as("%s", points.get(i)).isEqualTo("0");
            } else {
                String what = months + " " + points.get(i) + " beside " + cell;
                assertThat(points.get(i).denominator())
                        .as(what)
                        .isEqualTo(cell.path("customers").asText());
                assertThat(points.get(i).numerator())
                        .as(what)
                        .isEqualTo(cell.path("buying").asText());
                assertThat(String.valueOf(points.get(i).value()))
                        .as(what)
                        .isEqualTo(cell.path("share").asText());
            }
        }
    }

    @StoryLaw({10, 11})
    void theParetoCurveEndsAtOneAndHoldsTheKpi(long seed) {
        KpiClient client = client(seed);
        int seen = 0;
        for (String period : PERIODS) {
            JsonNode pareto = new ShapeClient(client).get("/api/v1/pareto?" + period);
            AnsweredPoint kpi = value(client, "top_customer_revenue_share", period);
            assertThat(pareto.path("topShare").asText()).as(period).isEqualTo(String.valueOf(kpi.value()));
            List<JsonNode> customers = pages(client, "/api/v1/pareto/customers?first=3&" + period);
            if (pareto.path("curve").isEmpty()) {
                assertThat(customers).as(period).isEmpty();
                continue;
            }
            seen++;
            assertThat(pareto.path("curve").get(99).path("cumulativeShare").asText())
                    .isEqualTo("1.000000");
            assertThat(new BigDecimal(pareto.path("topRevenue").asText())).isEqualByComparingTo(kpi.numerator());
            assertThat(customers).hasSize(pareto.path("customers").asInt());
            assertThat(sum(customers, "revenue")).isEqualByComparingTo(kpi.denominator());
            assertThat(customers
                            .get(customers.size() - 1)
                            .path("cumulativeShare")
                            .asText())
                    .isEqualTo("1.000000");
            assertThat(customers.stream().filter(one -> one.path("top").asBoolean()))
                    .hasSize(pareto.path("topCustomers").asInt());
        }
        if (seed % 2 == 0) {
            assertThat(seen).as("periods with customers").isPositive();
        }
    }

    @StoryLaw({10, 11})
    void stepsOfACohortNeverRise(long seed) {
        KpiClient client = client(seed);
        for (String period : PERIODS) {
            for (String funnel : List.of("leads", "stages")) {
                JsonNode steps = new ShapeClient(client)
                        .get("/api/v1/funnels/" + funnel + "?" + period)
                        .path("steps");
                int last = Integer.MAX_VALUE;
                for (JsonNode step : steps) {
                    assertThat(step.path("count").asInt())
                            .as("%s %s", period, steps)
                            .isLessThanOrEqualTo(last);
                    last = step.path("count").asInt();
                }
                String created = funnel.equals("leads") ? "leads_created" : "opportunities_created";
                assertThat(steps.get(0).path("count").asText())
                        .as("%s %s", period, steps)
                        .isEqualTo(value(client, created, period).value());
            }
            JsonNode happened = new ShapeClient(client)
                    .get("/api/v1/funnels/stages?mode=period&" + period)
                    .path("steps");
            assertThat(happened.get(happened.size() - 1).path("count").asText())
                    .isEqualTo(value(client, "deals_won", period).value());
            JsonNode ofLeads = new ShapeClient(client)
                    .get("/api/v1/funnels/leads?mode=period&" + period)
                    .path("steps");
            assertThat(ofLeads.get(1).path("count").asText())
                    .isEqualTo(value(client, "qualified_leads", period).value());
        }
    }

    @StoryLaw({10, 11})
    void whatComesInAndDoesNotGoOutIsThere(long seed) {
        KpiClient client = client(seed);
        int moved = 0;
        for (String period : PERIODS) {
            JsonNode found = new ShapeClient(client).get("/api/v1/stage-transitions?" + period);
            Map<String, String> closing = new TreeMap<>();
            for (JsonNode stage : found.path("stages")) {
                moved += stage.path("entered").asInt();
                assertThat(stage.path("opening").asInt()
                                + stage.path("entered").asInt()
                                - stage.path("left").asInt())
                        .as("%s %s", period, stage)
                        .isEqualTo(stage.path("closing").asInt());
                if (stage.path("closing").asInt() > 0) {
                    closing.put(
                            stage.path("stage").asText(), stage.path("closing").asText());
                }
            }
            Map<String, String> open = new TreeMap<>();
            values(client, "open_pipeline_count", period, Map.of("groupBy", List.of("stage")))
                    .forEach(series -> open.put(
                            String.valueOf(series.group().get(0)),
                            series.points().get(0).value()));
            assertThat(closing).as(period).isEqualTo(open);
        }
        assertThat(moved).isGreaterThan(20);
    }

    @StoryLaw({10, 11})
    void aLeaderBoardHasTheValuesOfItsKpi(long seed) {
        KpiClient client = client(seed);
        for (String kpi : List.of("deals_won", "win_rate", "revenue", "sales_cycle_length")) {
            JsonNode places = new ShapeClient(client)
                    .get("/api/v1/leaderboards/" + kpi + "?" + PERIODS.get(2))
                    .path("places");
            Map<String, String> board = new TreeMap<>();
            int last = 0;
            for (JsonNode place : places) {
                if (place.path("sampleSize").asInt() > 0) {
                    board.put(place.path("group").asText(), place.path("value").asText());
                }
                if (!place.path("rank").isNull()) {
                    assertThat(place.path("rank").asInt()).as("%s", places).isGreaterThanOrEqualTo(last);
                    last = place.path("rank").asInt();
                }
            }
            Map<String, String> values = new TreeMap<>();
            values(client, kpi, PERIODS.get(2), Map.of("groupBy", List.of("owner"))).stream()
                    .filter(series -> series.points().get(0).sampleSize() > 0)
                    .forEach(series -> values.put(
                            String.valueOf(series.group().get(0)),
                            String.valueOf(series.points().get(0).value())));
            assertThat(board).as(kpi).isEqualTo(values);
        }
    }

    @StoryLaw({10, 12})
    void segmentsHoldEveryCustomerOnce(long seed) {
        KpiClient client = client(seed);
        for (String period : PERIODS) {
            JsonNode rfm = new ShapeClient(client).get("/api/v1/segments/rfm?" + period);
            List<JsonNode> scored = pages(client, "/api/v1/segments/rfm/customers?first=2&" + period);
            assertThat(scored).as(period).hasSize(rfm.path("customers").asInt());
            for (JsonNode segment : rfm.path("segments")) {
                List<JsonNode> members = scored.stream()
                        .filter(one -> one.path("segment").equals(segment.path("segment")))
                        .toList();
                assertThat(members)
                        .as("%s", segment)
                        .hasSize(segment.path("customers").asInt());
                assertThat(sum(members, "revenue"))
                        .as("%s", segment)
                        .isEqualByComparingTo(segment.path("revenue").asText());
            }
            JsonNode risks = new ShapeClient(client).get("/api/v1/segments/churn-risk?" + period);
            assertThat(risks.path("customers").asText())
                    .as(period)
                    .isEqualTo(value(client, "active_customers", period).value());
            assertThat(risks.path("atRisk").asText())
                    .as(period)
                    .isEqualTo(value(client, "churn_risk_segments", period).value());
            List<JsonNode> customers = pages(client, "/api/v1/segments/churn-risk/customers?first=2&" + period);
            assertThat(customers).as(period).hasSize(risks.path("customers").asInt());
            assertThat(customers.stream().filter(one -> one.path("atRisk").asBoolean()))
                    .as(period)
                    .hasSize(risks.path("atRisk").asInt());
            assertThat(sum(risks.path("segments"), "customers"))
                    .as(period)
                    .isEqualByComparingTo(risks.path("customers").asText());
        }
    }

    private static List<JsonNode> pages(KpiClient client, String path) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = new ShapeClient(client).get(path + after);
            page.path("items").forEach(all::add);
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asText();
        } while (after != null);
        return all;
    }

    private static BigDecimal sum(Iterable<JsonNode> items, String member) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode item : items) {
            sum = sum.add(new BigDecimal(item.path(member).asText()));
        }
        return sum;
    }
}
