package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Of a bucket that is not over, what is so on the day of the answer counts: neither what is to begin nor what is to end. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WhatLiesAheadTest {
    @Inject
    Kpis kpis;

    private final LocalDate today = AroundToday.today();
    private TestTenant tenant;
    private KpiClient client;

    @BeforeEach
    void newTenant() {
        tenant = TestTenant.create();
        client = new KpiClient(tenant);
    }

    @Test
    void neitherContractsThatBeginNorThoseThatEndLaterChangeACustomer() {
        set("contract");
        tell(
                "contracts",
                "contract_id,customer_id,start_on,end_on,annual_value\n1,A,@-90,@16,100\n2,B,@21,,100\n3,A,@9,,50\n");
        for (Question period : List.of(days(-10, 40), days(1, 40), days(60, 90))) {
            assertThat(value(period.of("active_customers"))).isEqualTo("1");
            AnsweredPoint churn = asked(period.of("churn_rate").with("variant", "start_plus_new"));
            assertThat(List.of(churn.numerator(), churn.denominator())).containsExactly("0", "1");
            assertThat(value(period.of("retention_rate"))).isEqualTo("1.000000");
            assertThat(value(period.of("net_revenue_retention"))).isEqualTo("1.000000");
            assertThat(value(period.of("gross_revenue_retention"))).isEqualTo("1.000000");
        }
    }

    @Test
    void whoIsToBecomeACustomerIsNotNewYetAndCostsNothing() {
        tell("customers", "customer_id,became_customer_on\nSOON,@9\nTODAY,@0\n");
        tell("orders", "order_id,ordered_at,customer_id,net_amount\n1,@-3,SOON,40\n2,@5,LATER,50\n3,@-3,A,60\n");
        tell("costs", "cost_id,incurred_on,category,amount\n1,@-3,marketing,100\n");
        assertThat(value(days(-10, 40).of("new_customers"))).isEqualTo("2");
        assertThat(value(days(1, 40).of("new_customers"))).isEqualTo("0");
        assertThat(value(days(-10, 40).of("customer_acquisition_cost"))).isEqualTo("50.0000");
        // Those who are no customers yet have brought nothing: 60 of A by A and TODAY.
        assertThat(value(days(-10, 40).of("customer_lifetime_value"))).isEqualTo("30.0000");
    }

    @Test
    void nobodyIsAtRiskForDaysToCome() {
        tell("orders", "order_id,ordered_at,customer_id,net_amount\n1,@-193,A,100\n2,@-101,A,100\n3,@-2,A,100\n");
        for (Question period : List.of(days(-300, 1), days(-300, 33), days(33, 63), days(-300, 300))) {
            Question asked = period.with("option", "window_days:30");
            AnsweredPoint share = asked(asked.of("at_risk_customer_share").with("option", "window_days:30"));
            assertThat(List.of(share.numerator(), share.denominator()))
                    .as("%s", asked)
                    .containsExactly("0", "1");
            reproduced(asked.of("churn_risk_segments").with("option", "window_days:30"));
            String path = "?option=window_days:30&from=" + period.parameters().get("from") + "&to="
                    + period.parameters().get("to");
            ShapeClient shapes = new ShapeClient(client);
            assertThat(shapes.get("/api/v1/segments/churn-risk" + path)
                            .path("atRisk")
                            .asInt())
                    .isZero();
            JsonNode customers =
                    shapes.get("/api/v1/segments/churn-risk/customers" + path).path("items");
            assertThat(customers).hasSize(1);
            assertThat(customers.get(0).path("segment").asText()).isEqualTo("steady");
        }
    }

    @Test
    void tenureAndTheAverageDayEndToday() {
        set("explicit");
        tell("employees", "employee_id,hired_on,left_on\nE1,@-364,@30\nE2,@15,\nE3,@-9,@-1\n");
        for (Question period : List.of(days(-10, 1), days(-10, 2_000), days(100, 130))) {
            assertThat(value(period.of("average_tenure"))).as("%s", period).isEqualTo("0.999316");
            reproduced(period.of("average_tenure"));
        }
        tell("customers", "customer_id,became_customer_on,churned_on\nA,@-300,\nB,@-4,@12\nC,@3,\n");
        tell("activities", "activity_id,occurred_at,type,customer_id\n1,@-1,call,A\n2,@2,call,A\n3,@5,call,C\n");
        Question average = days(-9, 21).of("customer_engagement").with("variant", "average");
        // Of ten days A was there on all, B on five.
        assertThat(value(average)).isEqualTo("0.6667");
        assertThat(new BigDecimal(asked(average).denominator())).isEqualByComparingTo("1.5");
        reproduced(average);
        Question later = days(10, 30).of("customer_engagement").with("variant", "average");
        assertThat(asked(later).numerator()).isEqualTo("0");
        assertThat(new BigDecimal(asked(later).denominator())).isEqualByComparingTo("2");
        reproduced(later);
    }

    @Test
    void costsThatNameNoRegionAreDividedByNewCustomersOfNone() {
        tell("customers", "customer_id,region,became_customer_on\nA,Nord,@-3\nB,,@-3\nC,,@-3\n");
        tell("costs", "cost_id,incurred_on,category,region,amount\n1,@-3,marketing,Nord,70\n2,@-3,sales,,100\n");
        Answer answer = client.ask(days(-10, 1).of("customer_acquisition_cost").with("groupBy", List.of("region")));
        assertThat(answer.points(List.of("Nord")).get(0).value()).isEqualTo("70.0000");
        assertThat(answer.series().stream()
                        .filter(series -> series.group().get(0) == null)
                        .map(series -> series.points().get(0).value()))
                .containsExactly("50.0000");
    }

    private Question days(int from, int to) {
        return Question.of("", today.plusDays(from), today.plusDays(to));
    }

    private void set(String churnModel) {
        tenant.request()
                .contentType("application/json")
                .body(Map.of("churnModel", churnModel))
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);
    }

    private void tell(String dataset, String rows) {
        tenant.importCsv(dataset, AroundToday.dated(rows));
    }

    private AnsweredPoint asked(Question question) {
        return client.ask(question).only();
    }

    private String value(Question question) {
        return asked(question).value();
    }

    private void reproduced(Question question) {
        new DrillDown(client, kpis).reproduces(question, asked(question), client.records(question, 4));
    }
}
