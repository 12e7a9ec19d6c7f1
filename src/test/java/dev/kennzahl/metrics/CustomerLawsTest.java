package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.metrics.Answer.AnsweredPoint;
import dev.kennzahl.metrics.Answer.AnsweredSeries;

import static org.assertj.core.api.Assertions.assertThat;

/** Customers come and go, and nobody else: what there is at the start, gained and lost is what there is at the end. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class CustomerLawsTest {
    private static final LocalDate FROM = SalesStoryDice.FIRST_DAY;
    private static final LocalDate TO = SalesStoryDice.END;

    /** What is asked of all the figures alike. */
    private record Asking(ToldStory told, String grain, LocalDate from, LocalDate to, List<String> groups) {
        List<AnsweredSeries> series(String kpi, String variant) {
            return told.client()
                    .ask(Question.of(kpi, from, to)
                            .with("variant", variant)
                            .with("grain", grain)
                            .with("groupBy", groups.isEmpty() ? null : groups))
                    .series();
        }

        /** The points of a group; none where the figure has nothing of it. */
        List<AnsweredPoint> points(String kpi, String variant, AnsweredSeries like) {
            return series(kpi, variant).stream()
                    .filter(series -> series.group().equals(like.group()))
                    .findFirst()
                    .map(AnsweredSeries::points)
                    .orElse(List.of());
        }
    }

    @StoryLaw({12, 13})
    void churnedAndRetainedAreTheCustomersOfTheStartByEveryModel(long seed) {
        ToldStory told = ToldStory.tell(SalesStoryDice.throwFor(seed), 1, story -> {});
        int lost = 0;
        for (String model : SalesStoryDice.CHURN_MODELS) {
            told.set(Map.of("churnModel", model, "purchaseWindowDays", 40 + seed));
            for (String grain : List.of("day", "week", "month", "quarter", "total")) {
                for (List<String> groups : List.of(List.<String>of(), List.of("region"), List.of("customer"))) {
                    LocalDate to = grain.equals("day") ? FROM.plusDays(200) : TO;
                    lost += lostByLaw(model, new Asking(told, grain, FROM, to, groups));
                }
            }
        }
        assertThat(lost).as("customers lost").isGreaterThan(50);
    }

    @Test
    void theyAreSoOnDaysToComeWhichChangeNothing() {
        ToldStory told = AroundToday.told();
        LocalDate today = AroundToday.today();
        Question ahead =
                Question.of("active_customers", today, today.plusDays(200)).with("grain", "week");
        for (String model : SalesStoryDice.CHURN_MODELS) {
            told.set(Map.of("churnModel", model, "purchaseWindowDays", 45));
            for (String grain : List.of("day", "week", "month", "total")) {
                for (List<String> groups : List.of(List.<String>of(), List.of("region"), List.of("customer"))) {
                    lostByLaw(model, new Asking(told, grain, today.minusDays(100), today.plusDays(100), groups));
                }
            }
            assertThat(values(told.client(), ahead))
                    .as(model)
                    .containsOnly(told.client()
                            .ask(Question.of("active_customers", today, today.plusDays(1)))
                            .only()
                            .value());
        }
    }

    private static int lostByLaw(String model, Asking asking) {
        int lost = 0;
        for (AnsweredSeries series : asking.series("churn_rate", "start")) {
            List<AnsweredPoint> retained = asking.points("retention_rate", "default", series);
            List<AnsweredPoint> exposed = asking.points("churn_rate", "start_plus_new", series);
            List<AnsweredPoint> standing = asking.points("active_customers", "default", series);
            BigDecimal before = null;
            for (int i = 0; i < series.points().size(); i++) {
                AnsweredPoint churned = series.points().get(i);
                String what = model + " " + asking.grain() + " " + series.group() + ": " + churned;
                BigDecimal start = new BigDecimal(churned.denominator());
                BigDecimal gone = new BigDecimal(churned.numerator());
                BigDecimal end =
                        standing.isEmpty() ? BigDecimal.ZERO : standing.get(i).number();
                BigDecimal gained = new BigDecimal(exposed.get(i).denominator()).subtract(start);
                assertThat(gone.add(new BigDecimal(retained.get(i).numerator())))
                        .as(what)
                        .isEqualByComparingTo(start);
                assertThat(start.add(gained).subtract(gone))
                        .as(what + " ends with " + end)
                        .isEqualByComparingTo(end);
                assertThat(start).as(what).isEqualByComparingTo(before == null ? start : before);
                before = end;
                lost += gone.intValueExact();
            }
        }
        return lost;
    }

    @Test
    void whoComesBackIsGainedAndNotNew() {
        TestTenant tenant = TestTenant.create();
        tenant.request()
                .contentType("application/json")
                .body(Map.of("purchaseWindowDays", 30))
                .patch("/api/v1/tenant");
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount
                1,2025-01-10,A,10
                2,2025-02-09,A,10
                3,2025-06-01,A,10
                """);
        KpiClient client = new KpiClient(tenant);
        Question months = Question.of("", "2025-01-01", "2025-08-01").with("grain", "month");
        assertThat(values(client, months.of("new_customers"))).containsExactly("1", "0", "0", "0", "0", "0", "0");
        // Bought on the very day the first window ran out, so it did not; the second ran out on 11 March.
        assertThat(values(client, months.of("active_customers"))).containsExactly("1", "1", "0", "0", "0", "1", "0");
        List<AnsweredPoint> churn = client.ask(months.of("churn_rate")).points(List.of());
        assertThat(churn.stream().map(AnsweredPoint::numerator)).containsExactly("0", "0", "1", "0", "0", "0", "1");
        List<AnsweredPoint> exposed = client.ask(months.of("churn_rate").with("variant", "start_plus_new"))
                .points(List.of());
        assertThat(exposed.stream().map(AnsweredPoint::denominator)).containsExactly("1", "1", "1", "0", "0", "1", "1");
    }

    @Test
    void whatRunsOutLaterHasLostNobodyYetAndAnotherModelAnswersAtOnce() {
        TestTenant tenant = TestTenant.create();
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Berlin"));
        LocalDate before = today.minusDays(100);
        tenant.importCsv("orders", "order_id,ordered_at,customer_id,net_amount\n1," + before + ",A,10\n");
        tenant.importCsv(
                "contracts",
                "contract_id,customer_id,start_on,end_on,annual_value\n1,B," + before + "," + today.plusDays(50)
                        + ",10\n2,C," + before + "," + today.minusDays(50) + ",10\n");
        KpiClient client = new KpiClient(tenant);
        Question years = Question.of("", today.minusDays(80), today.plusDays(2_000));
        Map<String, List<String>> expected = Map.of(
                "purchase_window", List.of("3", "0", "3"),
                "contract", List.of("1", "1", "2"),
                "explicit", List.of("3", "0", "3"));
        expected.forEach((model, figures) -> {
            tenant.request()
                    .contentType("application/json")
                    .body(Map.of("churnModel", model))
                    .patch("/api/v1/tenant")
                    .then()
                    .statusCode(200);
            AnsweredPoint churn = client.ask(years.of("churn_rate")).only();
            assertThat(List.of(
                            client.ask(years.of("active_customers")).only().value(),
                            churn.numerator(),
                            churn.denominator()))
                    .as(model)
                    .isEqualTo(figures);
        });
    }

    @Test
    void customersAreGroupedByTheirOwnCustomAttributesAlsoWhereOrdersAreCounted() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("customers", "customer_id,tier\nA,gold\nB,tin\n");
        tenant.importCsv(
                "orders",
                "order_id,ordered_at,customer_id,net_amount\n1,2025-01-10,A,10\n2,2025-01-11,B,20\n3,2025-01-12,C,40\n");
        Question month = Question.of("", "2025-01-01", "2025-02-01").with("groupBy", List.of("tier"));
        KpiClient client = new KpiClient(tenant);
        for (String kpi : List.of("new_customers", "active_customers")) {
            assertThat(client.ask(month.of(kpi)).points(List.of("gold")).get(0).value())
                    .isEqualTo("1");
        }
        assertThat(client.ask(month.of("customer_lifetime_value"))
                        .points(List.of("tin"))
                        .get(0)
                        .value())
                .isEqualTo("20.0000");
    }

    private static List<String> values(KpiClient client, Question question) {
        return client.ask(question).points(List.of()).stream()
                .map(AnsweredPoint::value)
                .toList();
    }
}
