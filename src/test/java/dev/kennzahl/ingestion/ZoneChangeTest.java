package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;

/** A tenant moves to another zone: what was said by the day stays on its day, exact instants fall on the day they fall on. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ZoneChangeTest {
    private static final List<String> ZONES = List.of("America/New_York", "UTC", "Pacific/Apia", "Europe/Berlin");

    private static final String ROWS =
            """
            deal_id,region,created_at,closed_at,stage,status,amount
            whole,bare,2026-03-01,2026-03-31,Won,won,100
            open,bare,2026-03-28,,Demo,open,7
            exact,exact,2026-03-01T09:00:00Z,2026-03-31T22:30:00Z,Won,won,1000
            """;
    private static final String CHANGES =
            """
            deal_id,region,changed_at,stage,status,amount
            steps,bare,2026-03-10,Demo,open,50
            steps,bare,2026-03-20,Proposal,open,60
            steps,bare,2026-03-31,Won,won,60
            mixed,bare,2026-03-15T09:00:00Z,Demo,open,5
            mixed,bare,2026-04-02,Lost,lost,5
            """;
    private static final String CORRECTION =
            """
            deal_id,region,created_at,closed_at,stage,status,amount
            whole,bare,2026-03-02,2026-03-30,Won,won,120
            """;

    private TestTenant tenant;

    @BeforeEach
    void makeATenant() {
        tenant = TestTenant.create();
    }

    @Test
    void whatWasSaidByTheDayStaysOnItsDayNowAndInRetrospect() {
        moveTo("Europe/Berlin");
        tenant.importCsv("deals", ROWS);
        tenant.importCsv("deals", CHANGES);
        String before = ask("won_revenue", "").getString("watermark");
        Map<String, List<String>> then = figures("");
        tenant.importCsv("deals", CORRECTION);
        Map<String, List<String>> now = figures("");

        assertThat(then.get("won_revenue").get(32)).as("31 March").isEqualTo("160");
        assertThat(now.get("won_revenue").get(31)).as("30 March").isEqualTo("120");
        assertThat(now.get("won_revenue").get(32)).as("31 March").isEqualTo("60");
        assertThat(figures("&asOf=" + before)).isEqualTo(then).isNotEqualTo(now);
        for (String zone : ZONES) {
            moveTo(zone);
            assertThat(figures("")).as(zone).isEqualTo(now);
            assertThat(figures("&asOf=" + before)).as(zone).isEqualTo(then);
        }
    }

    @Test
    void exactInstantsFallOnTheDayTheyFallOnInTheZone() {
        moveTo("Europe/Berlin");
        tenant.importCsv("deals", ROWS);
        List<Map<String, Object>> history = history("exact");

        assertThat(dayOfExactWin()).isEqualTo("2026-04-01");
        moveTo("America/New_York");
        assertThat(dayOfExactWin()).isEqualTo("2026-03-31");
        moveTo("UTC");
        assertThat(dayOfExactWin()).isEqualTo("2026-03-31");
        moveTo("Pacific/Apia");
        assertThat(dayOfExactWin()).isEqualTo("2026-04-01");
        assertThat(history("exact"))
                .as("what holds no bare date is not touched")
                .isEqualTo(history);
    }

    @Test
    void theSameFileInAnotherZoneSaysNothingNew() {
        moveTo("Europe/Berlin");
        tenant.importCsv("deals", ROWS);
        tenant.importCsv("deals", CHANGES);
        moveTo("Pacific/Apia");
        List<Map<String, Object>> steps = history("steps");
        String watermark = ask("won_revenue", "").getString("watermark");

        tenant.importCsv("deals", ROWS);
        tenant.importCsv("deals", CHANGES);

        assertThat(history("steps")).isEqualTo(steps).hasSize(3);
        assertThat(ask("won_revenue", "").getString("watermark")).isEqualTo(watermark);
        assertThat(steps.get(0).get("validFrom")).as("10 March in Apia").isEqualTo("2026-03-09T11:00:00Z");
    }

    @Test
    void whatComesInAfterTheMoveIsReadInTheNewZone() {
        moveTo("Europe/Berlin");
        tenant.importCsv("deals", CHANGES);
        moveTo("America/New_York");
        tenant.importCsv("deals", "deal_id,changed_at,stage,status\nsteps,2026-04-01,Demo,open\n");

        assertThat(history("steps").get(3).get("validFrom")).isEqualTo("2026-04-01T04:00:00Z");
        moveTo("Europe/Berlin");
        assertThat(history("steps").get(3).get("validFrom")).isEqualTo("2026-03-31T22:00:00Z");
    }

    @Test
    void allRecordsMoveHoweverManyThereAre() {
        moveTo("Europe/Berlin");
        StringBuilder rows = new StringBuilder("deal_id,region,created_at,closed_at,stage,status,amount\n");
        for (int i = 0; i < 1_200; i++) {
            rows.append("many-").append(i).append(",bare,2026-03-01,2026-03-31,Won,won,1\n");
        }
        tenant.importCsv("deals", rows.toString());

        moveTo("Pacific/Apia");

        assertThat(figures("").get("deals_won").get(32)).isEqualTo("1200");
    }

    private String dayOfExactWin() {
        JsonPath answer = ask("deals_won", "&where=region:exact");
        List<String> days = answer.getList("series[0].points.from");
        List<String> values = answer.getList("series[0].points.value");
        return days.get(values.indexOf("1"));
    }

    /** Every figure of the deals told by the day, day by day. */
    private Map<String, List<String>> figures(String asOf) {
        Map<String, List<String>> figures = new LinkedHashMap<>();
        for (String kpi : List.of(
                "won_revenue",
                "deals_won",
                "deals_lost",
                "opportunities_created",
                "open_pipeline_value",
                "sales_cycle_length")) {
            figures.put(
                    kpi, new ArrayList<>(ask(kpi, "&where=region:bare" + asOf).getList("series[0].points.value")));
        }
        return figures;
    }

    private JsonPath ask(String kpi, String query) {
        return tenant.request()
                .get("/api/v1/kpis/" + kpi + "/values?from=2026-02-27&to=2026-04-05&grain=day" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private List<Map<String, Object>> history(String externalId) {
        String id =
                tenant.request().get("/api/v1/deals?externalId=" + externalId).path("items[0].id");
        JsonPath history = tenant.request()
                .get("/api/v1/deals/" + id + "/history")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Map<String, Object>> versions = history.getList(history.get() instanceof List ? "" : "items");
        return versions;
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
