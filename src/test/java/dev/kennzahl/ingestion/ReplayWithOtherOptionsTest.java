package dev.kennzahl.ingestion;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

/** A replay reads deliveries with the present options: what they say otherwise now holds from now on, and nothing else moves. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ReplayWithOtherOptionsTest {
    private static final Map<String, Object> OTHER_OWNER = Map.of("owners", Map.of("12415231", "E-17"));

    private TestTenant tenant;
    private PipedriveConnection pipedrive;
    private String dealId;

    @BeforeEach
    void aDealWithAHistory() {
        tenant = TestTenant.create();
        pipedrive = new PipedriveConnection(tenant);
        pipedrive.post(PipedriveConnection.sample("01-deal-create.json")).statusCode(202);
        pipedrive.post(PipedriveConnection.sample("02-deal-change-stage.json")).statusCode(202);
        pipedrive.settled();
        dealId = String.valueOf(deal().get("id"));
    }

    @Test
    void changesNothingAtAllWhileTheOptionsAreTheSame() {
        List<Map<String, Object>> deliveries = pipedrive.settled();
        List<Map<String, Object>> history = history("");
        String watermark = watermark();

        for (int round = 0; round < 3; round++) {
            replayAll();

            assertThat(pipedrive.settled()).isEqualTo(deliveries);
            assertThat(history("")).isEqualTo(history);
            assertThat(watermark()).isEqualTo(watermark);
        }
    }

    @Test
    void bringsAChangedMappingToWhatCameInBefore() {
        String before = watermark();
        List<Map<String, Object>> then = history("");
        pipedrive.options(OTHER_OWNER);

        replayAll();

        assertThat(pipedrive.settled()).extracting(each -> each.get("status")).containsOnly("applied");
        assertThat(pipedrive.settled())
                .extracting(each -> each.get("duplicates"))
                .containsOnly(0);
        assertThat(deal().get("ownerId")).isEqualTo("E-17");
        assertThat(history(""))
                .extracting(version -> version.get("deal"))
                .extracting("ownerId")
                .containsOnly("E-17");
        assertThat(deals(history("?asOf=" + before)))
                .as("what was known before")
                .isEqualTo(deals(then));
        assertThat(watermark()).isGreaterThan(before);
    }

    @Test
    void isOnlyTriedWithDryRun() {
        List<Map<String, Object>> deliveries = pipedrive.settled();
        List<Map<String, Object>> history = history("");
        String watermark = watermark();
        pipedrive.options(OTHER_OWNER);

        Response tried = tenant.request().post("/api/v1/deliveries/replay?dryRun=true&connection=" + pipedrive.id());

        tried.then()
                .statusCode(200)
                .body("deliveries", equalTo(2))
                .body("dryRun.complete", equalTo(true))
                .body("dryRun.records.changed", equalTo(1))
                .body("dryRun.records.created", equalTo(0))
                .body("dryRun.differences.field", hasItem("owner_id"))
                .body("dryRun.differences.after", hasItem("E-17"));
        assertThat(pipedrive.settled()).as("nothing is kept").isEqualTo(deliveries);
        assertThat(history("")).isEqualTo(history);
        assertThat(watermark()).isEqualTo(watermark);

        tenant.request()
                .post("/api/v1/deliveries/" + deliveries.get(0).get("id") + "/replay?dryRun=yes")
                .then()
                .statusCode(400)
                .body("field", equalTo("dryRun"));
        // And what was tried is what a replay does.
        replayAll();
        assertThat(deal().get("ownerId")).isEqualTo("E-17");
        tenant.request()
                .post("/api/v1/deliveries/replay?dryRun=true&connection=" + pipedrive.id())
                .then()
                .body("dryRun.records.changed", equalTo(0))
                .body("dryRun.records.unchanged", equalTo(1))
                .body("dryRun.kpis", hasSize(0));
    }

    @Test
    void leadsBackToTheSameStateWhenTheMappingIsTakenBack() {
        Map<String, Object> deal = deal();
        pipedrive.options(OTHER_OWNER);
        replayAll();
        pipedrive.settled();
        pipedrive.options(Collections.singletonMap("owners", null));

        replayAll();
        pipedrive.settled();

        assertThat(deal()).isEqualTo(deal);
    }

    @Test
    void whatIsKnownFromAnEarlierDeliveryStaysWithThatOne() {
        pipedrive.post(PipedriveConnection.sample("01-deal-create.json")).statusCode(202);
        Map<String, Object> repeated = pipedrive.settled().get(0);
        assertThat(repeated.get("duplicates")).isEqualTo(repeated.get("events"));
        pipedrive.options(OTHER_OWNER);
        String watermark = watermark();

        tenant.request()
                .post("/api/v1/deliveries/" + repeated.get("id") + "/replay")
                .then()
                .statusCode(200);

        assertThat(pipedrive.settled().get(0)).isEqualTo(repeated);
        assertThat(watermark()).isEqualTo(watermark);
        assertThat(deal().get("ownerId")).isEqualTo("12415231");
    }

    @Test
    void leavesARecordWithNothingWhenItsDeliveriesSayNothingAnyMore() {
        String before = watermark();
        pipedrive.options(Map.of("companyId", 4711));

        replayAll();

        pipedrive.settled();
        assertThat(deals()).isEmpty();
        assertThat(opportunities("")).isEqualTo("0");
        assertThat(opportunities("&asOf=" + before)).isEqualTo("1");
    }

    @Test
    void bothReadingsSurviveAChangeOfTheTenantsZone() {
        String before = watermark();
        List<Map<String, Object>> then = history("");
        pipedrive.options(OTHER_OWNER);
        replayAll();
        pipedrive.settled();
        List<Map<String, Object>> now = history("");

        tenant.request()
                .contentType("application/json")
                .body(Map.of("timezone", "Pacific/Apia"))
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);

        assertThat(history("")).isEqualTo(now);
        assertThat(deals(history("?asOf=" + before))).isEqualTo(deals(then));
    }

    private void replayAll() {
        tenant.request()
                .post("/api/v1/deliveries/replay?connection=" + pipedrive.id())
                .then()
                .statusCode(200);
        pipedrive.settled();
    }

    private Map<String, Object> deal() {
        assertThat(deals()).hasSize(1);
        return deals().get(0);
    }

    private List<Map<String, Object>> deals() {
        return tenant.request()
                .get("/api/v1/deals")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    private List<Map<String, Object>> history(String query) {
        return tenant.request()
                .get("/api/v1/deals/" + dealId + "/history" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    /** The versions without the times of knowing: what was believed has an end once something else is. */
    private static List<Object> deals(List<Map<String, Object>> versions) {
        return versions.stream().map(version -> version.get("deal")).toList();
    }

    private String watermark() {
        return values("").path("watermark");
    }

    private String opportunities(String asOf) {
        return values(asOf).path("series[0].points[0].value");
    }

    private Response values(String asOf) {
        return tenant.request().get("/api/v1/kpis/opportunities_created/values?from=2026-01-01&to=2027-01-01" + asOf);
    }
}
