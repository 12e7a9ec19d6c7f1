package dev.kennzahl.metrics;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.metrics.Answer.AnsweredPoint;

import static org.assertj.core.api.Assertions.assertThat;

/** A KPI that a tenant makes is asked for like any other, by this tenant and no other. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CustomKpiTest {
    private static final Question QUESTION = Question.of("revenue_per_win", "2026-01-01", "2026-03-01");

    private TestTenant tenant;
    private KpiClient client;

    @BeforeEach
    void importDeals() {
        tenant = TestTenant.create();
        client = new KpiClient(tenant);
        tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,amount,region,created_at,closed_at
                A,won,won,100,East,2026-01-01,2026-01-05
                B,won,won,50,East,2026-01-02,2026-02-06
                C,won,won,10,West,2026-01-03,2026-02-07
                D,lost,lost,10,West,2026-01-03,2026-02-07
                """);
        assertThat(make("revenue_per_win", "won_revenue / deals_won").statusCode())
                .isEqualTo(201);
    }

    private Response make(String key, String expression) {
        return tenant.request()
                .contentType("application/json")
                .body(Map.of(
                        "key", key, "expression", expression, "label", Map.of("en", "Per win", "de", "Je Abschluss")))
                .post("/api/v1/custom-kpis");
    }

    private Response change(String key, String expression) {
        return tenant.request()
                .contentType("application/json")
                .body(Map.of("expression", expression, "label", Map.of("en", "Per win")))
                .put("/api/v1/custom-kpis/" + key);
    }

    private Response read(String path, String language) {
        return tenant.request().header("Accept-Language", language).get(path);
    }

    /** 160 ÷ 3. */
    @Test
    void isAskedForLikeAllOthers() {
        AnsweredPoint point = client.ask(QUESTION).only();
        assertThat(point.value()).isEqualTo("53.3333");
        assertThat(point.sampleSize()).isEqualTo(3);
        Question grouped = QUESTION.with("groupBy", List.of("region"))
                .with("grain", "month")
                .with("compare", List.of("previous_period"));
        Answer answer = client.ask(grouped);
        assertThat(answer.unit()).isEqualToIgnoringCase("money");
        assertThat(answer.series()).hasSize(2);
        assertThat(client.askGraphQl(grouped)).isEqualTo(answer);
        assertThat(client.askCsv(grouped)).hasSize(4);
        assertThat(client.records(QUESTION, 2)).hasSize(3);
        // Nobody won anything in West in January.
        assertThat(answer.series().get(1).points().get(0).reason()).isEqualTo("NO_DENOMINATOR");
    }

    @Test
    void isInTheCatalogueOfItsTenantAlone() {
        JsonNode german =
                client.get("/api/v1/kpis/revenue_per_win", "application/json").json();
        assertThat(german.path("kind").asText()).isEqualTo("DERIVED");
        assertThat(german.path("builtOn")).extracting(JsonNode::asText).containsExactly("won_revenue", "deals_won");
        assertThat((String) read("/api/v1/kpis/revenue_per_win", "de").path("name"))
                .isEqualTo("Je Abschluss");
        assertThat((String) read("/api/v1/kpis/revenue_per_win", "en").path("formula"))
                .isEqualTo("won_revenue / deals_won");
        assertThat(read("/api/v1/kpis/deals_won", "en").jsonPath().getList("usedBy", String.class))
                .contains("revenue_per_win");
        assertThat(read("/api/v1/kpis?q=per win", "en").jsonPath().getList("items.key", String.class))
                .contains("revenue_per_win");
        assertThat(client.get("/api/v1/kpis?lang=de", "text/html").body()).contains("Je Abschluss");
        KpiClient other = new KpiClient(TestTenant.create());
        assertThat(other.get("/api/v1/kpis?lang=de", "text/html").body()).doesNotContain("Je Abschluss");
        assertThat(other.get(QUESTION.path("values"), "application/json").status())
                .isEqualTo(404);
        assertThat(other.get("/api/v1/kpis", "application/json").body()).doesNotContain("revenue_per_win");
    }

    @Test
    void aChangeIsANewVersionAndTheOldOneStaysListed() {
        ReceiptClient receipts = new ReceiptClient(client);
        String token = receipts.tokenOf(QUESTION);
        assertThat(change("revenue_per_win", "2 × won_revenue / deals_won").statusCode())
                .isEqualTo(200);
        assertThat(client.ask(QUESTION).only().value()).isEqualTo("106.6667");
        assertThat(receipts.of(QUESTION).path("definitionVersion").asText()).isEqualTo("2");
        JsonNode verified = receipts.verify(token);
        assertThat(verified.path("status").asText()).isEqualTo("changed");
        assertThat(verified.path("changes").path(0).path("what").asText()).isEqualTo("definition");
        // The same again is no change.
        assertThat((String)
                        change("revenue_per_win", "2 × won_revenue / deals_won").path("version"))
                .isEqualTo("2");
        assertThat(read("/api/v1/custom-kpis/revenue_per_win/versions", "en")
                        .jsonPath()
                        .getList("items.expression", String.class))
                .containsExactly("2 × won_revenue / deals_won", "won_revenue / deals_won");
    }

    @Test
    void isBuiltOnOthersOfItsKindAndNamesTheirVersions() {
        assertThat((String) make("twice", "revenue_per_win + revenue_per_win").path("version"))
                .isEqualTo("1; revenue_per_win 1");
        assertThat(client.ask(Question.of("twice", "2026-01-01", "2026-03-01"))
                        .only()
                        .value())
                .isEqualTo("106.6667");
        assertThat(tenant.request()
                        .delete("/api/v1/custom-kpis/revenue_per_win")
                        .statusCode())
                .isEqualTo(409);
        refused(change("revenue_per_win", "twice × 2"), 400, "twice → revenue_per_win");
        assertThat(change("revenue_per_win", "won_revenue").statusCode()).isEqualTo(200);
        assertThat((String) read("/api/v1/kpis/twice", "en").path("version")).isEqualTo("1; revenue_per_win 2");
        assertThat(client.ask(Question.of("twice", "2026-01-01", "2026-03-01"))
                        .only()
                        .value())
                .isEqualTo("320.0000");
        assertThat(make("sum_of_both", "twice + won_revenue").statusCode()).isEqualTo(201);
        refused(change("twice", "deals_won"), 409, "sum_of_both");
    }

    @Test
    void isGoneWhenItIsDeletedUntilItIsMadeAnew() {
        assertThat(tenant.request()
                        .delete("/api/v1/custom-kpis/revenue_per_win")
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.get(QUESTION.path("values"), "application/json").status())
                .isEqualTo(404);
        assertThat(read("/api/v1/custom-kpis/revenue_per_win", "en").statusCode())
                .isEqualTo(410);
        assertThat((Integer) make("revenue_per_win", "won_revenue").path("definition.number"))
                .isEqualTo(2);
        assertThat(client.ask(QUESTION).only().value()).isEqualTo("160.0000");
    }

    @Test
    void itsChangeIsExplainedByItsParts() {
        ChangeClient changes = new ChangeClient(client);
        JsonNode found = changes.explain(
                "revenue_per_win", "?from=2026-02-01&to=2026-03-01&compareFrom=2026-01-01&compareTo=2026-02-01");
        assertThat(found.path("change").asText()).isEqualTo("-70.0000");
        // 100 ÷ 1 → 60 ÷ 2. Revenue alone: −40, after the other −20. Deals alone: −50, after the other −30.
        assertThat(found.path("drivers"))
                .extracting(driver -> driver.path("name").asText() + " "
                        + driver.path("change").asText())
                .containsExactly("won_revenue -30.0000", "deals_won -40.0000");
        changes.addsUp(found);
        JsonNode byRegion = changes.explain(
                "revenue_per_win",
                "?from=2026-02-01&to=2026-03-01&compareFrom=2026-01-01&compareTo=2026-02-01&by=region");
        // East 1 of 1 at 100 → 1 of 2 at 50: mix −½ × (75 − 65), rate −50 × ¾. West: all it adds is mix, ½ × (10 − 65)
        // with 10.
        assertThat(byRegion.path("method").asText()).isEqualTo("MIX_AND_RATE");
        assertThat(byRegion.at("/dimensions/0/groups"))
                .extracting(group -> group.path("value").asText() + " "
                        + group.path("change").asText())
                .containsExactly("East -42.5000", "West -27.5000");
        changes.addsUp(byRegion);
    }

    @Test
    void isComparedWithItsTargets() {
        tenant.importCsv(
                "targets",
                "kpi,period_start,period_end,value,currency\nrevenue_per_win,2026-01-01,2026-03-01,50,EUR\n");
        JsonNode point = client.get(QUESTION.with("compare", List.of("target")).path("values"), "application/json")
                .json()
                .at("/series/0/points/0/comparisons/target");
        assertThat(point.path("value").asText()).isEqualTo("50");
        assertThat(point.path("change").asText()).isEqualTo("3.3333");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            won_revenu / deals_won      | 'won_revenu' at character 1, which is no KPI here. Meant may be [won_revenue
            win_rate[by_size]           | has the variants [by_count, by_value, cohort]
            won_revenue + deals_won     | puts money and count together
            won_revenue × won_revenue   | counted in money^2
            won_revenue /               | at the end
            3                           | at least one KPI
            won_revenue / 0             | divides by zero at character 13
            1 + deals_won / (2 − 2.0)   | divides by zero at character 15
            """)
    void refusesWhatIsNoKpi(String expression, String what) {
        refused(make("another", expression), 400, what);
    }

    @Test
    void refusesKeysThatAreTakenOrNoKeys() {
        refused(make("won_revenue", "deals_won"), 409, "built-in");
        refused(make("revenue_per_win", "deals_won"), 409, "already");
        refused(make("Per-Win", "deals_won"), 400, "small letters");
    }

    private static void refused(Response response, int status, String what) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat((String) response.path("detail")).contains(what);
    }
}
