package dev.kennzahl.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** A receipt says whether the same question still has the same answer, and to nobody else. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ReceiptsTest {
    private static final String HEADER = "deal_id,stage,status,amount,region,closed_at\n";
    private static final Question QUESTION = Question.of("won_revenue", "2026-01-01", "2026-03-01")
            .with("grain", "month")
            .with("groupBy", List.of("region"));

    @Inject
    TestTenants tenants;

    private TestTenant tenant;
    private ReceiptClient receipts;

    @BeforeEach
    void importDeals() {
        tenant = TestTenant.create();
        receipts = new ReceiptClient(new KpiClient(tenant));
        tenant.importCsv(
                "deals",
                HEADER + "A,won,won,100,East,2026-01-05\nB,won,won,50,East,2026-02-06\nC,won,won,7,West,2026-02-07\n");
    }

    @Test
    void holdsWhatTheAnswerFollowsFrom() {
        JsonNode receipt = receipts.of(QUESTION);
        assertThat(receipt.path("records").asInt()).isEqualTo(3);
        assertThat(receipt.path("definitionVersion").asText()).isEqualTo("1");
        assertThat(receipt.path("digest").asText()).matches("[0-9a-f]{64}");
        assertThat(receipt.path("settings").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly(
                        "timezone",
                        "weekStart",
                        "fiscalYearStartMonth",
                        "currency",
                        "churnModel",
                        "purchaseWindowDays");
        assertThat(SealedReceipt.read(
                                tenants.idOf(tenant), receipt.path("token").asText())
                        .question()
                        .groupBy())
                .containsExactly("region");
    }

    @Test
    void isTheSameUntilSomethingRelevantChanges() {
        String token = receipts.tokenOf(QUESTION);
        tenant.importCsv("deals", HEADER + "D,won,won,999,East,2025-12-31\nE,open,open,5,East,\n");
        TestTenant.create().importCsv("deals", HEADER + "A,won,won,1,East,2026-01-05\n");
        JsonNode found = receipts.verify(token);
        assertThat(found.path("status").asText()).isEqualTo("same");
        assertThat(found.path("changes")).isEmpty();
        assertThat(found.path("values")).isEmpty();
    }

    @Test
    void namesTheValuesThatChanged() {
        String token = receipts.tokenOf(QUESTION);
        tenant.importCsv("deals", HEADER + "B,won,won,70,East,2026-02-06\nF,won,won,1,North,2026-02-08\n");
        JsonNode found = receipts.verify(token);
        assertThat(found.path("status").asText()).isEqualTo("changed");
        assertThat(found.path("changes"))
                .extracting(change -> change.path("what").asText())
                .containsExactly("watermark");
        assertThat(found.path("records").path("before").asInt()).isEqualTo(3);
        assertThat(found.path("records").path("after").asInt()).isEqualTo(4);
        assertThat(found.path("values"))
                .extracting(value -> value.path("group").path("region").asText() + " "
                        + value.path("from").asText() + " "
                        + value.path("before").path("value").asText() + " → "
                        + value.path("after").path("value").asText())
                .containsExactly("East 2026-02-01 50 → 70", "North 2026-01-01  → 0", "North 2026-02-01  → 1");
    }

    @Test
    void namesTheValuesComparedWithThatChanged() {
        String token = receipts.tokenOf(Question.of("won_revenue", "2026-02-01", "2026-03-01")
                .with("grain", "month")
                .with("compare", List.of("previous_period")));
        tenant.importCsv("deals", HEADER + "A,won,won,90,East,2026-01-05\n");
        JsonNode found = receipts.verify(token);
        assertThat(found.path("values")).hasSize(1);
        assertThat(found.path("values").path(0).path("comparison").asText()).isEqualTo("previous_period");
        assertThat(found.path("values").path(0).path("after").path("value").asText())
                .isEqualTo("90");
    }

    @Test
    void anAnswerAsOfThenStaysTheSame() {
        String watermark = receipts.of(QUESTION).path("watermark").asText();
        String token = receipts.tokenOf(QUESTION.with("asOf", watermark));
        tenant.importCsv("deals", HEADER + "B,won,won,70,East,2026-02-06\n");
        assertThat(receipts.verify(token).path("status").asText()).isEqualTo("same");
    }

    @Test
    void namesTheSettingThatChangedOnceItMatters() {
        String byMonth = receipts.tokenOf(QUESTION);
        String byWeek = receipts.tokenOf(QUESTION.with("grain", "week"));
        tenant.request()
                .contentType("application/json")
                .body(Map.of("weekStart", "sunday"))
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);
        assertThat(receipts.verify(byMonth).path("status").asText()).isEqualTo("same");
        JsonNode found = receipts.verify(byWeek);
        assertThat(found.path("status").asText()).isEqualTo("changed");
        assertThat(found.path("changes").path(0).path("what").asText()).isEqualTo("week_start");
        assertThat(found.path("changes").path(0).path("after").asText()).isEqualTo("sunday");
        assertThat(found.path("values")).isNotEmpty();
    }

    private void change(Map<String, Object> settings) {
        tenant.request()
                .contentType("application/json")
                .body(settings)
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);
    }

    private static List<String> causes(JsonNode found) {
        return found.path("changes")
                .valueStream()
                .map(change -> change.path("what").asText())
                .toList();
    }

    /** Deals are counted in no currency, by no week, and whoever is a customer. */
    @Test
    void namesOnlySettingsThatTheFigureReads() {
        String ofDeals = receipts.tokenOf(Question.of("deals_won", "2026-01-01", "2026-03-01"));
        String ofMoney = receipts.tokenOf(QUESTION);
        String ofCustomers = receipts.tokenOf(Question.of("active_customers", "2026-01-01", "2026-03-01"));
        tenant.importCsv("deals", HEADER + "F,won,won,1,North,2026-02-08\n");
        change(Map.of("currency", "CHF", "weekStart", "sunday", "fiscalYearStartMonth", 4, "churnModel", "explicit"));
        tenant.importCsv("customers", "customer_id,became_customer_on\nX,2020-01-01\n");

        assertThat(causes(receipts.verify(ofDeals))).containsExactly("watermark");
        assertThat(causes(receipts.verify(ofMoney))).containsExactly("currency", "watermark");
        JsonNode found = receipts.verify(ofCustomers);
        assertThat(causes(found)).containsExactly("churn_model", "watermark");
        assertThat(found.path("changes").path(0).path("after").asText()).isEqualTo("explicit");
    }

    /** What came in since changes nothing of who is a customer. */
    @Test
    void namesNoDataThatMakesNoDifference() {
        tenant.importCsv("customers", "customer_id,became_customer_on\nX,2020-01-01\n");
        String token = receipts.tokenOf(Question.of("active_customers", "2026-01-01", "2026-03-01"));
        change(Map.of("churnModel", "explicit"));
        tenant.importCsv("deals", HEADER + "F,won,won,1,North,2026-02-08\n");

        assertThat(causes(receipts.verify(token))).containsExactly("churn_model");
    }

    @Test
    void givesTheValuesOfACustomKpiBeforeAndAfterItMeantSomethingElse() {
        custom("post", "/api/v1/custom-kpis", Map.of("key", "each", "expression", "won_revenue / deals_won"));
        custom("post", "/api/v1/custom-kpis", Map.of("key", "twice", "expression", "each × 2"));
        Question january = Question.of("twice", "2026-01-01", "2026-02-01");
        String token = receipts.tokenOf(january);
        custom("put", "/api/v1/custom-kpis/each", Map.of("expression", "won_revenue / 4"));

        JsonNode found = receipts.verify(token);

        assertThat(causes(found)).containsExactly("definition");
        assertThat(found.path("values")).hasSize(1);
        assertThat(found.at("/values/0/before/value").asText()).isEqualTo("200.0000");
        assertThat(found.at("/values/0/after/value").asText()).isEqualTo("50.0000");
    }

    private void custom(String method, String path, Map<String, String> definition) {
        Map<String, Object> body = new HashMap<>(definition);
        body.put("label", Map.of("en", "A figure of ours"));
        assertThat(tenant.request()
                        .contentType("application/json")
                        .body(body)
                        .request(method, path)
                        .statusCode())
                .isBetween(200, 201);
    }

    @Test
    void namesAnotherZoneWithoutTheValuesOfDaysThatAreGone() {
        tenant.importCsv("deals", HEADER + "G,won,won,3,East,2026-01-31T20:00:00Z\n");
        String token = receipts.tokenOf(QUESTION);
        tenant.request()
                .contentType("application/json")
                .body(Map.of("timezone", "Asia/Tokyo"))
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);
        JsonNode found = receipts.verify(token);
        assertThat(found.path("status").asText()).isEqualTo("changed");
        assertThat(found.path("changes").path(0).path("what").asText()).isEqualTo("timezone");
        assertThat(found.path("values")).isEmpty();
    }

    @Test
    void namesAnotherDefinition() {
        JsonNode found = receipts.verify(resealed(receipt -> new Receipt(
                receipt.question(),
                "0",
                receipt.settings(),
                receipt.asOf(),
                receipt.watermark(),
                receipt.records(),
                receipt.digest())));
        assertThat(found.path("status").asText()).isEqualTo("changed");
        assertThat(found.path("changes").path(0).path("what").asText()).isEqualTo("definition");
    }

    @Test
    void noticesAForgedDigest() {
        JsonNode found = receipts.verify(resealed(receipt -> new Receipt(
                receipt.question(),
                receipt.definitionVersion(),
                receipt.settings(),
                receipt.asOf(),
                receipt.watermark(),
                receipt.records(),
                "0".repeat(64))));
        assertThat(found.path("status").asText()).isEqualTo("mismatch");
    }

    @Test
    void refusesTheReceiptOfAnotherTenant() {
        String token = receipts.tokenOf(QUESTION);
        refused(new ReceiptClient(new KpiClient(TestTenant.create())), token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x.y", "no receipt", "e30.e30", "ä.ö"})
    void refusesWhatIsNoReceipt(String token) {
        refused(receipts, token);
    }

    @Test
    void refusesAnEditedReceipt() {
        String token = receipts.tokenOf(QUESTION);
        char other = token.charAt(100) == 'A' ? 'B' : 'A';
        refused(receipts, token.substring(0, 100) + other + token.substring(101));
        refused(receipts, token.substring(0, token.length() - 2));
    }

    @Test
    void wantsAToken() {
        assertThat(receipts.post(Map.of()).json().path("code").asText()).isEqualTo("MISSING_VALUE");
    }

    @Test
    void isTheSameInGraphQlAndInAnyLanguage() {
        JsonNode graphQl = receipts.ofGraphQl(QUESTION);
        assertThat(graphQl.path("digest").asText())
                .isEqualTo(receipts.of(QUESTION).path("digest").asText());
        assertThat(graphQl.path("records").asInt()).isEqualTo(3);
        assertThat(receipts.verify(graphQl.path("token").asText())
                        .path("status")
                        .asText())
                .isEqualTo("same");
    }

    private String resealed(UnaryOperator<Receipt> edit) {
        int tenantId = tenants.idOf(tenant);
        return SealedReceipt.of(tenantId, edit.apply(SealedReceipt.read(tenantId, receipts.tokenOf(QUESTION))))
                .token();
    }

    private static void refused(ReceiptClient client, String token) {
        PlainClient.Reply reply = client.post(Map.of("token", token));
        assertThat(reply.status()).as(token).isEqualTo(400);
        assertThat(reply.json().path("code").asText()).as(token).isEqualTo("INVALID_RECEIPT");
    }
}
