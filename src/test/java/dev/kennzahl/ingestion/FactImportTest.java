package dev.kennzahl.ingestion;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.sales.FactType;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of facts: what is kept of them, what a repetition, a correction and a move to another zone do. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FactImportTest {
    private static final String ORDERS =
            """
            order_id,line_no,ordered_at,customer_id,product_id,quantity,net_amount,currency,kind,colour
            A-1,1,2026-03-31,C-1,P-1,2,100.00,EUR,,red
            A-1,2,2026-03-31,C-1,P-2,0.5,7.25,EUR,sale,
            A-2,,2026-03-31T22:30:00Z,C-2,,,50,,Return,blue
            """;
    private static final String WHAT_ORDERS_SAY =
            "external_id, line_no, ordered_on, customer_id, quantity, net_amount, currency, kind, custom";

    @Inject
    AgroalDataSource owner;

    private TestTenant tenant;
    private FactTables tables;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
        tables = new FactTables(owner, tenant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "contracts | contract | contract_id,customer_id,start_on,end_on,cancelled_on,annual_value,currency,owner_id,product_id"
                        + " | K,C,2026-01-01,2026-12-31,2026-06-30,1200,EUR,E,P"
                        + " | external_id, customer_id, start_on, end_on, cancelled_on, annual_value, currency, owner_id, product_id",
                "costs | cost | cost_id,incurred_on,category,purpose,channel,campaign_id,region,product_id,employee_id,amount,currency"
                        + " | X,2026-01-01,sales,retention,web,S,Nord,P,E,-3.50,CHF"
                        + " | external_id, incurred_on, category, purpose, channel, campaign_id, region, product_id, employee_id, amount, currency",
                "activities | activity | activity_id,occurred_at,type,direction,lead_id,deal_id,customer_id,employee_id"
                        + " | X,2026-01-01,call,out,L,D,C,E"
                        + " | external_id, occurred_on, type, direction, lead_id, deal_id, customer_id, employee_id",
                "campaign-stats | campaign_stat | campaign_id,sent_on,channel,sent,delivered,bounced,complaints,unsubscribed,opened,clicked"
                        + " | S,2026-01-01,mail,100,98,2,0,1,40,7"
                        + " | campaign_id, sent_on, channel, sent, delivered, bounced, complaints, unsubscribed, opened, clicked",
                "surveys | survey_response | response_id,answered_at,kind,score,scale_min,scale_max,customer_id,employee_id,comment"
                        + " | X,2026-01-01,csat,4.5,1,5,C,E,fine"
                        + " | external_id, answered_on, kind, score, scale_min, scale_max, customer_id, employee_id, comment",
                "competitor-prices | competitor_price | observed_on,product_id,competitor,price,currency"
                        + " | 2026-01-01,P,Acme,9.90,EUR | observed_on, product_id, competitor, price, currency",
                "targets | target | kpi,period_start,period_end,value,currency,owner_id,team,region,product_id"
                        + " | won_revenue,2026-01-01,2026-04-01,1000,EUR,E,Inside,Nord,P"
                        + " | kpi, period_start, period_end, value, currency, owner_id, team, region, product_id",
                "forecast-submissions | forecast_submission | submitted_at,period_start,period_end,owner_id,category,amount,currency,note"
                        + " | 2026-01-01,2026-01-01,2026-04-01,E,commit,1000,EUR,sure"
                        + " | submitted_on, period_start, period_end, owner_id, category, amount, currency, note",
                "exchange-rates | exchange_rate | rate_on,base,quote,rate | 2026-01-01,USD,EUR,0.92 | rate_on, base, quote, rate",
            })
    void everyColumnIsKeptOnceHoweverOftenTheFileComes(
            String dataset, String table, String header, String row, String columns) {
        String file = header + ",my_own\n" + row + ",mine\n";
        accepted(tenant.importCsv(dataset, file), 1);
        assertThat(tables.believed(table, columns)).containsExactly(row);
        assertThat(tables.believed(table, "custom->>'my_own'")).containsExactly("mine");

        List<String> before = tables.ever(table);
        String watermark = tables.watermark();
        accepted(tenant.importCsv(dataset, file), 1);
        assertThat(tables.ever(table)).isEqualTo(before).hasSize(1);
        assertThat(tables.watermark()).isEqualTo(watermark);
    }

    @Test
    void theLinesOfAnOrderAreFactsOfTheirOwn() {
        accepted(tenant.importCsv("orders", ORDERS), 3);

        assertThat(tables.believed("order_line", WHAT_ORDERS_SAY))
                .containsExactly(
                        "A-1,1,2026-03-31,C-1,2,100.00,EUR,sale,\"{\"\"colour\"\": \"\"red\"\"}\"",
                        "A-1,2,2026-03-31,C-1,0.5,7.25,EUR,sale,{}",
                        "A-2,1,,C-2,,50,,return,\"{\"\"colour\"\": \"\"blue\"\"}\"");
    }

    @Test
    void linesOfJsonSayTheSameAsRows() {
        accepted(tenant.importCsv("orders", ORDERS), 3);
        List<String> before = tables.ever("order_line");

        accepted(
                importJson(
                        "orders",
                        """
                        {"order_id":"A-1","line_no":1,"ordered_at":"2026-03-31","customer_id":"C-1","product_id":"P-1","quantity":2,"net_amount":100.0,"currency":"EUR","colour":"red"}
                        {"order_id":"A-2","ordered_at":"2026-03-31T22:30:00Z","customer_id":"C-2","net_amount":50,"kind":"return","colour":"blue"}
                        """),
                2);

        assertThat(tables.ever("order_line")).isEqualTo(before);
    }

    @Test
    void badRowsAreListedAndGoodOnesKept() {
        Response job = tenant.importCsv(
                "orders",
                "order_id,ordered_at,customer_id,net_amount,kind\nA,2026-03-31,C,1,sale\nB,2026-03-31,C,1,gift\nC,2026-03-31,,1,\n");

        assertThat(job.<Integer>path("accepted")).isEqualTo(1);
        assertThat(job.<Integer>path("rejected")).isEqualTo(2);
        String rejections = tenant.request()
                .get("/api/v1/imports/" + job.path("id") + "/rejections")
                .asString();
        assertThat(rejections)
                .contains("\"line\":3", "\"field\":\"kind\"", "must be one of [sale, return, cancellation]")
                .contains("\"line\":4", "\"code\":\"MISSING_VALUE\"", "\"field\":\"customer_id\"");
        assertThat(tables.believed("order_line", "external_id")).containsExactly("A");
    }

    @Test
    void aCorrectionHoldsFromWhenItBecameKnownAndTheRowStandsAsAWhole() {
        tenant.importCsv("orders", ORDERS);
        String before = tables.watermark();
        List<String> then = tables.believed("order_line", WHAT_ORDERS_SAY);

        tenant.importCsv("orders", "order_id,line_no,ordered_at,customer_id,net_amount\nA-1,1,2026-03-31,C-1,90\n");

        assertThat(tables.believed("order_line", WHAT_ORDERS_SAY))
                .hasSize(3)
                .contains("A-1,1,2026-03-31,C-1,,90,,sale,{}");
        assertThat(tables.believedAt("order_line", WHAT_ORDERS_SAY, before)).isEqualTo(then);
        assertThat(tables.watermark()).isGreaterThan(before);
        assertThat(tables.ever("order_line")).hasSize(4);
    }

    @Test
    void ofTwoRowsAboutOneFactTheLaterWins() {
        tenant.importCsv("exchange-rates", "rate_on,base,quote,rate\n2026-01-01,USD,EUR,1\n2026-01-01,usd,eur,2\n");

        assertThat(tables.ever("exchange_rate")).hasSize(1);
        assertThat(tables.believed("exchange_rate", "rate")).containsExactly("2");
    }

    @Test
    void aSubmissionIsNotChangedByAnotherOne() {
        String header = "submitted_at,period_start,period_end,owner_id,category,amount\n";
        tenant.importCsv("forecast-submissions", header + "2026-01-05,2026-01-01,2026-04-01,E,commit,100\n");
        tenant.importCsv("forecast-submissions", header + "2026-01-12,2026-01-01,2026-04-01,E,commit,120\n");
        tenant.importCsv("forecast-submissions", header + "2026-01-05,2026-01-01,2026-04-01,,commit,900\n");

        assertThat(tables.believed("forecast_submission", "submitted_on, owner_id, amount"))
                .containsExactly("2026-01-05,,900", "2026-01-05,E,100", "2026-01-12,E,120");
    }

    @Test
    void aBareDateStaysItsDayWhenTheTenantMoves() {
        moveTo("Europe/Berlin");
        tenant.importCsv("orders", ORDERS);
        tenant.importCsv("orders", ORDERS.replace("7.25", "8"));
        for (String zone : List.of("Pacific/Apia", "America/Havana", "Europe/Berlin")) {
            moveTo(zone);
            assertThat(tables.ever("order_line")).hasSize(4);
            assertThat(tables.believed("order_line", "line_no, ordered_at AT TIME ZONE '" + zone + "'"))
                    .as(zone)
                    .contains("1,\"2026-03-31 00:00:00\"", "2,\"2026-03-31 00:00:00\"");
            assertThat(tables.believed("order_line", "ordered_at AT TIME ZONE 'UTC'"))
                    .as("an exact instant stays")
                    .contains("\"2026-03-31 22:30:00\"");
        }
        List<String> before = tables.ever("order_line");
        moveTo("Pacific/Apia");
        moveTo("Europe/Berlin");
        tenant.importCsv("orders", ORDERS.replace("7.25", "8"));
        assertThat(tables.ever("order_line"))
                .as("the same file in another zone says nothing new")
                .isEqualTo(before);
    }

    @Test
    void theFirstOfTwoMidnightsBeginsTheDay() {
        moveTo("Europe/Berlin");
        tenant.importCsv("activities", "activity_id,occurred_at,type\nA,2026-11-01,call\n");

        moveTo("America/Havana");

        assertThat(tables.believed("activity", "occurred_at AT TIME ZONE 'UTC'"))
                .as("clocks go back from 1:00 to 0:00 that day")
                .containsExactly("\"2026-11-01 04:00:00\"");
    }

    @Test
    void tenantsAreApart() {
        tenant.importCsv("orders", ORDERS);
        FactTables strangers = new FactTables(owner, TestTenant.create());
        strangers.tenant().importCsv("orders", "order_id,ordered_at,customer_id,net_amount\nA-1,2026-01-01,X,1\n");

        assertThat(tables.believed("order_line", "customer_id")).containsExactly("C-1", "C-1", "C-2");
        assertThat(strangers.believed("order_line", "customer_id")).containsExactly("X");
    }

    @Test
    void whoNamesNoDataSetIsToldAllOfThem() {
        String detail = tenant.request()
                .contentType("text/csv")
                .body("a\n1\n")
                .post("/api/v1/imports/dreams")
                .path("detail");

        assertThat(detail)
                .contains("deals", "leads", "customers", "products", "employees")
                .contains(Stream.of(FactType.values()).map(FactType::dataset).toList());
    }

    @Test
    void manyTurnsOfAFileAreOneFile() {
        StringBuilder file = new StringBuilder("order_id,line_no,ordered_at,customer_id,net_amount\n");
        for (int i = 0; i < 4_500; i++) {
            file.append("A-").append(i / 3).append(',').append(i % 3 + 1).append(",2026-03-31,C,1\n");
        }
        accepted(tenant.importCsv("orders", file.toString()), 4_500);

        assertThat(tables.believed("order_line", "count(*), count(DISTINCT external_id), sum(net_amount)"))
                .containsExactly("4500,1500,4500");
    }

    private Response importJson(String dataset, String lines) {
        String id = tenant.request()
                .config(TestTenant.CSV_IS_TEXT)
                .contentType("application/x-ndjson")
                .body(lines)
                .post("/api/v1/imports/" + dataset)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        tenant.plain().awaitImport(id, Duration.ofSeconds(10));
        return tenant.request().get("/api/v1/imports/" + id);
    }

    private static void accepted(Response job, int rows) {
        JsonNode state = job.as(JsonNode.class);
        assertThat(state.required("accepted")).as(job.asString()).isEqualTo(IntNode.valueOf(rows));
        assertThat(state.required("rejected")).isEqualTo(IntNode.valueOf(0));
        assertThat(state.path("status").asText()).isEqualTo("completed");
    }

    private void moveTo(String zone) {
        tenant.request()
                .contentType("application/json")
                .body(Map.of("timezone", zone))
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);
    }
}
