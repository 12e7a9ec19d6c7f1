package dev.kennzahl.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** What a receipt stands for is how a KPI is made: not what it is called, nor where it is listed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CustomKpiReceiptsTest {
    private static final Question JANUARY = Question.of("each", "2026-01-01", "2026-02-01");

    private TestTenant tenant;
    private ReceiptClient receipts;

    @BeforeEach
    void makeKpis() {
        tenant = TestTenant.create();
        receipts = new ReceiptClient(new KpiClient(tenant));
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nA,won,won,100,2026-01-05\n");
        define("post", "", Map.of("key", "each", "expression", "won_revenue / deals_won"));
        define("post", "", Map.of("key", "twice", "expression", "each × 2"));
    }

    private void define(String method, String key, Map<String, Object> definition) {
        Map<String, Object> body = new HashMap<>(definition);
        body.putIfAbsent("label", Map.of("en", "A figure of ours"));
        int status = tenant.request()
                .contentType("application/json")
                .body(body)
                .request(method, "/api/v1/custom-kpis" + key)
                .statusCode();
        assertThat(status).isBetween(200, 201);
    }

    @Test
    void otherWordsLeaveTheReceiptsOfAllThatIsBuiltOnItTheSame() {
        String ofItself = receipts.tokenOf(JANUARY);
        String ofAnother = receipts.ofGraphQl(JANUARY.of("twice")).path("token").asText();

        define(
                "put",
                "/each",
                Map.of(
                        "expression",
                        " won_revenue/deals_won",
                        "label",
                        Map.of("en", "Per deal", "de", "Je Abschluss"),
                        "description",
                        Map.of("en", "What a won deal brings.")));

        assertThat(receipts.of(JANUARY).path("definitionVersion").asText()).isEqualTo("2");
        assertThat(receipts.of(JANUARY.of("twice")).path("definitionVersion").asText())
                .isEqualTo("1; each 2");
        for (String token : List.of(ofItself, ofAnother)) {
            JsonNode found = receipts.verify(token);
            assertThat(found.path("status").asText()).as(found.toString()).isEqualTo("same");
            assertThat(found.path("changes")).isEmpty();
        }
    }

    @Test
    void recordsThatBecameKnownAreTheOnlyCauseOfAnotherValueUnderAnotherName() {
        String token = receipts.tokenOf(JANUARY.of("twice"));
        define("put", "/each", Map.of("expression", "won_revenue / deals_won", "label", Map.of("en", "Per deal")));
        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nB,won,won,50,2026-01-06\n");

        JsonNode found = receipts.verify(token);

        assertThat(found.path("status").asText()).isEqualTo("changed");
        assertThat(found.path("changes"))
                .extracting(change -> change.path("what").asText())
                .containsExactly("watermark");
        assertThat(found.at("/values/0/before/value").asText()).isEqualTo("200.0000");
        assertThat(found.at("/values/0/after/value").asText()).isEqualTo("150.0000");
    }

    @Test
    void anotherExpressionIsAnotherMeaningHoweverOftenItWasRenamedBetween() {
        String token = receipts.tokenOf(JANUARY.of("twice"));
        define("put", "/each", Map.of("expression", "won_revenue / deals_won", "label", Map.of("en", "Per deal")));
        define("put", "/each", Map.of("expression", "won_revenue / 4"));

        JsonNode found = receipts.verify(token);

        assertThat(found.path("status").asText()).isEqualTo("changed");
        assertThat(found.path("changes").toString())
                .isEqualTo("[{\"what\":\"definition\",\"before\":\"1; each 1\",\"after\":\"1; each 3\"}]");
        assertThat(found.at("/values/0/before/value").asText()).isEqualTo("200.0000");
        assertThat(found.at("/values/0/after/value").asText()).isEqualTo("50.0000");
    }

    @Test
    void aDeletedDefinitionIsNamedWithTheValuesThatAreGone() {
        Question twice = JANUARY.of("twice");
        String token = receipts.tokenOf(twice);
        delete("twice");

        JsonNode found = receipts.verify(token);

        assertThat(found.path("status").asText()).isEqualTo("changed");
        assertThat(found.path("kpi").asText()).isEqualTo("twice");
        assertThat(found.path("changes").toString())
                .isEqualTo("[{\"what\":\"definition\",\"before\":\"1; each 1\",\"after\":\"deleted\"}]");
        assertThat(found.path("records").toString()).isEqualTo("{\"before\":1,\"after\":0}");
        assertThat(found.path("values")).hasSize(1);
        assertThat(found.at("/values/0/before/value").asText()).isEqualTo("200.0000");
        assertThat(found.at("/values/0/after").isNull()).isTrue();

        // What it is built on may be gone as well.
        delete("each");
        assertThat(receipts.verify(token)).isEqualTo(found);

        define("post", "", Map.of("key", "each", "expression", "won_revenue / deals_won"));
        define("post", "", Map.of("key", "twice", "expression", "each × 2"));
        assertThat(receipts.verify(token).path("status").asText()).isEqualTo("same");
    }

    private void delete(String key) {
        tenant.request().delete("/api/v1/custom-kpis/" + key).then().statusCode(204);
    }
}
