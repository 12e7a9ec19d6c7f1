package dev.kennzahl.metrics;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.PlainClient;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** How far an answer can be trusted is said when somebody asks. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class AnswerQualityTest {
    private static final Question QUESTION =
            Question.of("won_revenue", "2026-01-01", "2026-03-01").with("grain", "month");
    private static final String HEADER = "deal_id,stage,status,amount,region,expected_close_on,closed_at\n";

    private TestTenant tenant;
    private KpiClient client;

    @BeforeEach
    void importDeals() {
        tenant = TestTenant.create();
        client = new KpiClient(tenant);
        tenant.importCsv(
                "deals",
                HEADER
                        + """
                        A,won,won,100,East,,2026-01-05
                        B,won,won,,East,,2026-02-06
                        C,won,won,10,West,,2026-02-07
                        D,open,open,10,East,2026-01-31,
                        E,open,open,10,East,2099-01-31,
                        F,open,open,10,East,,
                        G,open,open,10,West,2026-01-31,
                        """);
    }

    private JsonNode quality(Question question) {
        return client.get(question.with("quality", "true").path("values"), "application/json")
                .json()
                .path("quality");
    }

    private static String told(JsonNode share) {
        return share.path("count").asText() + " of " + share.path("of").asText() + ": "
                + share.path("share").asText() + (share.path("exceeded").asBoolean() ? "!" : "");
    }

    @Test
    void countsWhatIsMissingStaleAndFew() {
        JsonNode quality = quality(QUESTION);
        assertThat(told(quality.path("missingAmounts"))).isEqualTo("1 of 3: 0.333333!");
        assertThat(told(quality.path("staleCloseDates"))).isEqualTo("2 of 4: 0.500000!");
        assertThat(told(quality.path("smallSamples"))).isEqualTo("2 of 2: 1.000000!");
        assertThat(quality.path("unprocessedDeliveries").path("count").asInt()).isZero();
        assertThat(quality.path("good").asBoolean()).isFalse();
    }

    @Test
    void looksAtTheRecordsThatTheFiltersChoose() {
        Question west = QUESTION.with(
                "where", java.util.List.of(new Question.Filter("region", java.util.List.of("West"), false)));
        assertThat(told(quality(west).path("missingAmounts"))).isEqualTo("0 of 1: 0.000000");
        assertThat(told(quality(west).path("staleCloseDates"))).isEqualTo("1 of 1: 1.000000!");
    }

    /** As of then the amount was missing, and nobody knows any more what waited. */
    @Test
    void isThatOfTheMomentTheAnswerIsOf() {
        String then = client.ask(QUESTION).watermark();
        tenant.importCsv("deals", HEADER + "B,won,won,50,East,,2026-02-06\n");
        assertThat(told(quality(QUESTION).path("missingAmounts"))).isEqualTo("0 of 3: 0.000000");
        JsonNode before = quality(QUESTION.with("asOf", then));
        assertThat(told(before.path("missingAmounts"))).isEqualTo("1 of 3: 0.333333!");
        assertThat(before.path("unprocessedDeliveries").isNull()).isTrue();
    }

    @Test
    void saysNothingUnasked() {
        assertThat(client.get(QUESTION.path("values"), "application/json")
                        .json()
                        .has("quality"))
                .isFalse();
        JsonNode problem = client.get(QUESTION.with("quality", "perhaps").path("values"), "application/json")
                .json();
        assertThat(problem.path("field").asText()).isEqualTo("quality");
    }

    @Test
    void ofCountsNothingIsMissingAndOtherRecordsHaveNoCloseDates() {
        assertThat(told(quality(QUESTION.of("deals_won")).path("missingAmounts")))
                .isEqualTo("0 of 0: null");
        assertThat(quality(QUESTION.of("revenue")).path("staleCloseDates").isNull())
                .isTrue();
    }

    @Test
    void isTheSameInGraphQl() {
        String query = "{ kpi(key: \"won_revenue\", query: {from: \"2026-01-01\", to: \"2026-03-01\", grain: MONTH}) "
                + "{ quality { good missingAmounts { count of share threshold exceeded } staleCloseDates { count of share } } } }";
        JsonNode quality = client.post(
                        "/graphql", "application/json", PlainClient.write(Map.of("query", query)), Map.of())
                .json()
                .at("/data/kpi/quality");
        assertThat(quality.path("missingAmounts")).isEqualTo(quality(QUESTION).path("missingAmounts"));
        assertThat(quality.path("staleCloseDates").path("count").asInt()).isEqualTo(2);
    }
}
