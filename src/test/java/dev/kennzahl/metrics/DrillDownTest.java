package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** Which record adds what, worked by hand, where a figure is more than a sum of its records. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DrillDownTest {
    private TestTenant tenant;
    private KpiClient client;

    @BeforeEach
    void makeTenant() {
        tenant = TestTenant.create();
        client = new KpiClient(tenant);
    }

    private static Question february(String kpi) {
        return Question.of(kpi, "2026-02-01", "2026-03-01").with("grain", "total");
    }

    /** Each record as {@code A 1/1}, in the order listed. */
    private List<String> added(Question question) {
        return client.records(question, 2).stream()
                .map(record -> record.path("externalId").asText() + " " + plain(record.path("numerator")) + "/"
                        + plain(record.path("denominator")))
                .toList();
    }

    private static String plain(JsonNode number) {
        return number.isNull()
                ? "null"
                : new BigDecimal(number.asText()).stripTrailingZeros().toPlainString();
    }

    private static BigDecimal sum(List<JsonNode> records, String figure, String part) {
        return DrillDown.sum(
                records.stream()
                        .flatMap(record -> record.path("shares").valueStream())
                        .filter(share -> share.path("figure").asText().equals(figure))
                        .toList(),
                part);
    }

    @Test
    void theFirstRecordOfACustomerCountsTheCustomer() {
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount,kind
                1,2025-12-20,A,100,sale
                2,2026-02-03,A,300,sale
                3,2026-02-04,A,300,sale
                4,2026-02-05,B,250,sale
                5,2026-02-06,B,10,return
                6,2026-02-07,C,30,sale
                """);

        assertThat(added(february("repeat_customer_share"))).containsExactly("2 1/1", "3 0/0", "4 0/1", "6 0/1");
        assertThat(added(february("repeat_customer_share").with("variant", "by_revenue")))
                .containsExactly("2 300/300", "3 300/300", "4 0/250", "5 0/-10", "6 0/30");
        assertThat(added(february("repeat_to_new_ratio"))).containsExactly("2 1/0", "3 0/0", "4 0/1", "6 0/1");
        assertThat(added(february("repurchase_rate"))).containsExactly("2 1/1", "3 0/0", "4 0/1", "6 0/1");
    }

    /** 40 % of the 3 customers that bring anything are 2: A and B. */
    @Test
    void theLargestCustomersAddWhatTheyBring() {
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount,kind
                1,2026-02-03,A,300,sale
                2,2026-02-04,A,300,sale
                3,2026-02-05,B,250,sale
                4,2026-02-06,B,10,return
                5,2026-02-07,C,30,sale
                6,2026-02-08,D,5,return
                """);

        assertThat(added(february("top_customer_revenue_share").with("option", "share:40")))
                .containsExactly("1 300/300", "2 300/300", "3 250/250", "4 -10/-10", "5 0/30", "6 0/0");
        assertThat(client.ask(february("top_customer_revenue_share").with("option", "share:40"))
                        .only()
                        .value())
                .isEqualTo("0.965517");
    }

    /** 120 ÷ ((100 + 140) ÷ 2) on the 3rd, 120 ÷ 90 on the 4th. */
    @Test
    void theFirstPriceOfADayAddsTheDay() {
        tenant.importCsv("products", "product_id,list_price\nP1,120\n");
        tenant.importCsv(
                "competitor-prices",
                """
                observed_on,product_id,competitor,price
                2026-02-03,P1,Acme,100
                2026-02-03,P1,Bolt,140
                2026-02-04,P1,Acme,90
                """);

        for (String kpi : List.of("price_index", "price_position")) {
            List<JsonNode> records = client.records(february(kpi), 2);
            assertThat(records).hasSize(3);
            assertThat(DrillDown.sum(records, "denominator")).isEqualByComparingTo("2");
            assertThat(DrillDown.sum(records, "numerator"))
                    .isEqualByComparingTo(client.ask(february(kpi)).only().numerator());
        }
        assertThat(client.ask(february("price_position")).only().numerator()).isEqualTo("4");
    }

    /** A year's third is no decimal number: three of them are a year all the same. */
    @Test
    void whatIsRoundedAddsUpToTheLastDigit() {
        tenant.importCsv(
                "employees", "employee_id,hired_on\nE1,2023-05-17\nE2,2024-01-03\nE3,2025-11-29\nE4,2026-02-10\n");
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,created_at,closed_at
                A,won,won,2026-02-01T08:00:00Z,2026-02-02T16:00:00Z
                B,won,won,2026-02-01T08:00:00Z,2026-02-03T00:00:00Z
                C,won,won,2026-02-01T08:00:00Z,2026-02-09T16:00:00Z
                """);

        for (String kpi : List.of("average_tenure", "sales_cycle_length", "revenue_per_employee")) {
            List<JsonNode> records = client.records(february(kpi), 2);
            assertThat(DrillDown.sum(records, "numerator"))
                    .as(kpi)
                    .isEqualByComparingTo(client.ask(february(kpi)).only().numerator());
            assertThat(DrillDown.sum(records, "denominator"))
                    .as(kpi)
                    .isEqualByComparingTo(client.ask(february(kpi)).only().denominator());
        }
    }

    /** By the whole, the target for all counts and that of E1 does not; of E1 it is the other way round. */
    @Test
    void onlyTargetsThatCountAreListed() {
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,amount,owner_id,closed_at
                A,won,won,500,E1,2026-02-03
                B,won,won,300,E2,2026-02-10
                C,lost,lost,700,E2,2026-02-10
                """);
        tenant.importCsv(
                "targets",
                """
                kpi,period_start,period_end,value,owner_id
                won_revenue,2026-01-01,2026-04-01,900,
                won_revenue,2026-02-01,2026-03-01,400,E1
                deals_won,2026-02-01,2026-03-01,7,
                """);
        Question whole = february("target_attainment");
        Question ofE1 = whole.with("where", List.of(new Question.Filter("owner", List.of("E1"), false)));

        List<JsonNode> records = client.records(whole, 2);
        assertThat(records)
                .extracting(record -> record.path("type").asText() + " " + plain(record.path("amount")))
                .containsExactlyInAnyOrder("target 900", "deal 500", "deal 300");
        // 28 of 90 days.
        assertThat(DrillDown.sum(records, "numerator")).isEqualByComparingTo("800");
        assertThat(DrillDown.sum(records, "denominator")).isEqualByComparingTo("280");
        assertThat(sum(records, "won_revenue", "numerator")).isEqualByComparingTo("800");
        assertThat(sum(records, "target", "numerator")).isEqualByComparingTo("280");
        assertThat(client.records(ofE1, 2))
                .extracting(record -> record.path("type").asText() + " " + plain(record.path("amount")))
                .containsExactlyInAnyOrder("target 400", "deal 500");
        assertThat(sum(client.records(february("pace_to_target"), 2), "target", "numerator"))
                .isEqualByComparingTo("280");
        // 2 of 3 deals; there is no target for the rate.
        List<JsonNode> ofRate = client.records(whole.with("variant", "win_rate"), 2);
        assertThat(ofRate).hasSize(3).allMatch(record -> record.path("numerator")
                .isNull());
        assertThat(sum(ofRate, "win_rate", "numerator")).isEqualByComparingTo("2");
        assertThat(sum(ofRate, "win_rate", "denominator")).isEqualByComparingTo("3");
    }

    @Test
    void recordsReachBackAsFarAsTheValueDoes() {
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,amount,created_at,closed_at
                Z,won,won,1,2025-12-01,2025-12-31
                A,won,won,20,2026-01-01,2026-01-05
                B,lost,lost,300,2026-01-01,2026-02-06
                C,won,won,4000,2026-01-01,2026-04-07
                D,won,won,50000,2026-01-01,2026-07-01
                """);
        Question second = Question.of("won_revenue", "2026-04-01", "2026-07-01").with("grain", "quarter");
        Question rate = second.of("win_rate").with("accumulate", "year");

        assertThat(added(second)).containsExactly("C 4000/null");
        assertThat(added(second.with("accumulate", "year"))).containsExactly("A 20/null", "C 4000/null");
        assertThat(added(second.with("rolling", 3))).containsExactly("Z 1/null", "A 20/null", "C 4000/null");
        assertThat(added(rate)).containsExactly("A 1/1", "B 0/1", "C 1/1");
        assertThat(client.ask(rate).only().denominator()).isEqualTo("3");
        // Of several points the records of all: those of the first reach back.
        assertThat(added(
                        second.with("from", "2026-03-01").with("grain", "month").with("rolling", 2)))
                .containsExactly("C 4000/null");
        assertThat(added(rate.with("from", "2026-03-01")
                        .with("grain", "month")
                        .with("rolling", 2)
                        .with("accumulate", null)))
                .containsExactly("B 0/1", "C 1/1");
        assertThat(client.recordsByGraphQl(rate, 2)).isEqualTo(client.records(rate, 2));
    }

    @Test
    void recordsAreRefusedWhereTheValueIs() {
        Question balance = Question.of("open_pipeline_value", "2026-01-01", "2026-04-01")
                .with("grain", "month")
                .with("rolling", 2);
        Question total = february("won_revenue").with("rolling", 2);

        for (Question question : List.of(balance, total, february("won_revenue").with("accumulate", "decade"))) {
            PlainClient.Reply records = client.get(question.path("records"), "application/json");
            assertThat(records.status()).as(records.body()).isEqualTo(400);
            assertThat(records.json().path("code"))
                    .isEqualTo(client.get(question.path("values"), "application/json")
                            .json()
                            .path("code"));
        }
    }

    /** A and B at the start, A lost, D gained; a cost of 150 won D: 600 ÷ 2 × 1/2 ÷ (1 + 0.1 − 1/2) = 250, by 150. */
    @Test
    void theWorthOfCustomersIsMadeOfItsParts() {
        tenant.importCsv(
                "orders",
                """
                order_id,ordered_at,customer_id,net_amount,variable_cost,kind
                2,2024-03-01,A,500,100,sale
                3,2024-06-01,B,300,,sale
                4,2025-04-01,B,600,100,sale
                5,2025-05-10,B,100,20,return
                6,2025-07-01,D,180,,sale
                """);
        tenant.importCsv("costs", "cost_id,incurred_on,category,amount\nK1,2025-06-01,marketing,150\n");
        Question ratio = Question.of("clv_to_cac", "2025-01-01", "2026-01-01")
                .with("grain", "total")
                .with("variant", "simple");

        List<JsonNode> records = client.records(ratio, 3);
        assertThat(client.ask(ratio).only().value()).isEqualTo("1.666667");
        assertThat(sum(records, "margin", "numerator")).isEqualByComparingTo("600");
        assertThat(sum(records, "customers_at_start", "numerator")).isEqualByComparingTo("2");
        assertThat(sum(records, "customers_lost", "numerator")).isEqualByComparingTo("1");
        assertThat(sum(records, "customers_at_end", "numerator")).isEqualByComparingTo("2");
        assertThat(sum(records, "customer_acquisition_cost", "numerator")).isEqualByComparingTo("150");
        assertThat(sum(records, "customer_acquisition_cost", "denominator")).isEqualByComparingTo("1");
        // 400 + 300 + 500 − 80 + 180 of A, B and D.
        List<JsonNode> historic =
                client.records(ratio.of("customer_lifetime_value").with("variant", "historic"), 3);
        assertThat(DrillDown.sum(historic, "numerator")).isEqualByComparingTo("1300");
        assertThat(DrillDown.sum(historic, "denominator")).isEqualByComparingTo("3");
    }
}
