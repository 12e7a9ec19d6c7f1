package dev.kennzahl.metrics;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestSwitches;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer is given again until anything becomes known, and to nobody else. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestSwitches.class)
class RememberedAnswersProfileTest {
    private static final Question QUESTION = Question.of("won_revenue", "2026-02-01", "2026-03-01");

    @Test
    void holdsUntilAnythingBecomesKnown() {
        TestTenant tenant = TestTenant.create();
        KpiClient client = new KpiClient(tenant);
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,100,2026-02-03\n");
        assertThat(client.planOf(QUESTION)).isEqualTo("deal records");
        assertThat(client.planOf(QUESTION)).isEqualTo("remembered");
        assertThat(client.ask(QUESTION).only().value()).isEqualTo("100");
        assertThat(client.askGraphQl(QUESTION).only().value()).isEqualTo("100");
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,70,2026-02-03\n");
        assertThat(client.planOf(QUESTION)).isEqualTo("deal records");
        assertThat(client.ask(QUESTION).only().value()).isEqualTo("70");
    }

    @Test
    void followsTheTenantsSettings() {
        TestTenant tenant = TestTenant.create();
        KpiClient client = new KpiClient(tenant);
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,100,2026-02-28T23:30:00Z\n");
        String before = client.ask(QUESTION).only().value();
        for (String zone : new String[] {"UTC", "Asia/Tokyo"}) {
            tenant.request()
                    .contentType("application/json")
                    .body(Map.of("timezone", zone))
                    .patch("/api/v1/tenant")
                    .then()
                    .statusCode(200);
            assertThat(client.ask(QUESTION).only().value()).isEqualTo(zone.equals("UTC") ? "100" : "0");
        }
        assertThat(before).isIn("100", "0");
    }

    @Test
    void followsTheTenantsOwnKpis() {
        TestTenant tenant = TestTenant.create();
        KpiClient client = new KpiClient(tenant);
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,100,2026-02-03\n");
        Question question = QUESTION.of("my_own");
        String document = "{ mine: " + KPI.formatted("my_own", "value") + " }";
        for (String factor : new String[] {"2", "3"}) {
            Map<String, Object> wish =
                    Map.of("key", "my_own", "expression", factor + " × won_revenue", "label", Map.of("en", "Mine"));
            if (factor.equals("2")) {
                tenant.request().contentType("application/json").body(wish).post("/api/v1/custom-kpis");
            } else {
                tenant.request().contentType("application/json").body(wish).put("/api/v1/custom-kpis/my_own");
            }
            String value = factor + "00.0000";
            assertThat(client.planOf(question)).isEqualTo("deal records");
            assertThat(client.planOf(question)).isEqualTo("remembered");
            assertThat(client.ask(question).only().value()).isEqualTo(value);
            assertThat(answer(tenant, document)).contains(value);
            assertThat(answer(tenant, document)).contains(value);
        }
    }

    /** What was forecast of the past stays as it was, what is forecast as of now does not. */
    @Test
    void holdsForecastsOfWhatIsOver() {
        TestTenant tenant = TestTenant.create();
        KpiClient client = new KpiClient(tenant);
        tenant.importCsv(
                "deals", "deal_id,stage,status,amount,closed_at,changed_at\nA,won,won,100,2026-02-03,2026-02-03\n");
        Question past = QUESTION.of("forecast_revenue").with("option", "lead_days:5");
        assertThat(client.planOf(past)).isNotEqualTo("remembered");
        assertThat(client.planOf(past)).isEqualTo("remembered");
        assertThat(client.ask(past).only().value()).isEqualTo("100");
        tenant.importCsv(
                "deals", "deal_id,stage,status,amount,closed_at,changed_at\nB,won,won,7,2026-02-04,2026-02-04\n");
        assertThat(client.ask(past).only().value()).isEqualTo("107");
        Question ahead = past.with("to", "2999-01-01");
        assertThat(client.planOf(ahead)).isNotEqualTo("remembered");
        assertThat(client.planOf(ahead)).isNotEqualTo("remembered");
    }

    @Test
    void isNotGivenToAnotherTenant() {
        TestTenant one = TestTenant.create();
        one.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,100,2026-02-03\n");
        assertThat(new KpiClient(one).ask(QUESTION).only().value()).isEqualTo("100");
        assertThat(new KpiClient(TestTenant.create()).ask(QUESTION).only().value())
                .isEqualTo("0");
    }

    @Test
    void wholeDocumentsHoldUntilAnythingBecomesKnown() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,100,2026-02-03\n");
        String document = "{ revenue: " + KPI.formatted("won_revenue", "value") + " won: "
                + KPI.formatted("deals_won", "value") + " }";
        for (int i = 0; i < 3; i++) {
            assertThat(answer(tenant, document)).containsSubsequence("revenue", "\"100\"", "won", "\"1\"");
        }
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,70,2026-02-03\n");
        for (int i = 0; i < 3; i++) {
            assertThat(answer(tenant, document)).containsSubsequence("revenue", "\"70\"", "won", "\"1\"");
        }
    }

    @Test
    void wholeDocumentsBelongToOneCallerAndOneLanguage() {
        TestTenant one = TestTenant.create();
        one.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,100,2026-02-03\n");
        String document = "{ " + KPI.formatted("won_revenue", "value").replace("series", "kpi { name } series") + " }";
        String english = answer(one, document);
        assertThat(english).contains("\"100\"").isEqualTo(answer(one, document));
        assertThat(answer(TestTenant.create(), document)).doesNotContain("\"100\"");
        assertThat(one.request()
                        .contentType("application/json")
                        .header("Accept-Language", "de")
                        .body(Map.of("query", document))
                        .post("/graphql")
                        .asString())
                .contains("\"100\"")
                .isNotEqualTo(english);
    }

    @Test
    void theReceiptIsThatOfTheFirstTime() {
        TestTenant tenant = TestTenant.create();
        ReceiptClient receipts = new ReceiptClient(new KpiClient(tenant));
        String token = receipts.tokenOf(QUESTION);
        assertThat(receipts.tokenOf(QUESTION)).isEqualTo(token);
        for (int i = 0; i < 3; i++) {
            assertThat(receipts.ofGraphQl(QUESTION).path("token").asText()).isEqualTo(token);
        }
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,100,2026-02-03\n");
        assertThat(receipts.ofGraphQl(QUESTION).path("token").asText()).isNotEqualTo(token);
        assertThat(receipts.verify(token).path("status").asText()).isEqualTo("changed");
    }

    @Test
    void theInstantOfAnAnswerIsItsOwn() {
        TestTenant tenant = TestTenant.create();
        String document = "{ " + KPI.formatted("won_revenue", "value").replace("series", "asOf series") + " }";
        assertThat(answer(tenant, document)).isNotEqualTo(answer(tenant, document));
    }

    private static final String KPI =
            "kpi(key: \"%s\", query: {from: \"2026-02-01\", to: \"2026-03-01\"}) { series { points { %s } } }";

    private static String answer(TestTenant tenant, String document) {
        return tenant.request()
                .contentType("application/json")
                .body(Map.of("query", document))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
