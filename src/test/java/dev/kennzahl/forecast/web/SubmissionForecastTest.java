package dev.kennzahl.forecast.web;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SubmissionForecastTest {
    private static final String FORECAST =
            "/api/v1/forecasts?from=2026-04-01&to=2026-07-01&grain=quarter&method=commit";

    private TestTenant tenant;

    @BeforeEach
    void createTenantWithPeople() {
        tenant = TestTenant.create();
        tenant.importCsv(
                        "employees",
                        "employee_id,name,team,region,manager_id\nM,Mia,,,\nA,Ada,north,East,M\nB,Bob,north,West,M\nC,Cleo,south,East,\n")
                .then()
                .body("rejected", equalTo(0));
    }

    private static Map<String, Object> period() {
        return new HashMap<>(Map.of("periodStart", "2026-04-01", "periodEnd", "2026-07-01", "category", "commit"));
    }

    private void submit(String owner, String at, String amount) {
        Map<String, Object> wish = period();
        wish.put("ownerId", owner);
        wish.put("submittedAt", at);
        wish.put("amount", amount);
        post("submissions", wish, 201);
    }

    private JsonPath adjust(String member, String whose, String kind, String amount) {
        Map<String, Object> wish = period();
        if (member != null) {
            wish.put(member, whose);
        }
        wish.put("kind", kind);
        wish.put("managerId", "M");
        wish.put("note", "seen it before");
        if (amount != null) {
            wish.put("amount", amount);
        }
        return post("adjustments", wish, 201);
    }

    private JsonPath post(String path, Map<String, Object> body, int status) {
        return tenant.request()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/forecasts/" + path)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private JsonPath get(String path) {
        return tenant.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String value(String query) {
        return get(FORECAST + query).getString("series[0].points[0].value");
    }

    @Test
    void addsUpFromOwnersOverTeamsToAllAndKeepsEveryAdjustment() {
        submit("A", "2026-04-02T09:00:00Z", "1000");
        submit("B", "2026-04-02T09:00:00Z", "500");
        submit("C", "2026-04-02T09:00:00Z", "300");
        assertThat(value("")).isEqualTo("1800");
        adjust("ownerId", "A", "amount", "800");
        String known = adjust("ownerId", "B", "delta", "-50").getString("madeAt");
        adjust("team", "north", "delta", "-100");
        adjust(null, null, "delta", "20");
        // A 800, B 450: north 1250 − 100; C 300: 1450 + 20
        assertThat(value("")).isEqualTo("1470");
        assertThat(value("&groupBy=team")).isEqualTo("1150");
        assertThat(value("&groupBy=owner")).isEqualTo("800");
        assertThat(value("&where=owner:A,C")).isEqualTo("1100");
        submit("A", "2026-04-09T09:00:00Z", "2000");
        submit("B", "2026-04-09T09:00:00Z", "600");
        // A stays 800, B is 600 − 50
        assertThat(value("&groupBy=owner")).isEqualTo("800");
        assertThat(value("")).isEqualTo("1570");
        assertThat(value("&asOf=" + known)).isEqualTo("1550");
        adjust("ownerId", "A", "withdraw", null);
        assertThat(value("&groupBy=owner")).isEqualTo("2000");
        assertThat(get("/api/v1/forecasts/adjustments").getList("items.kind"))
                .isEqualTo(List.of("amount", "delta", "delta", "delta", "withdraw"));
        assertThat(get("/api/v1/forecasts/adjustments").getString("items[0].managerId"))
                .isEqualTo("M");
        assertThat(get("/api/v1/forecasts/submissions?owner=A").getList("items.amount"))
                .isEqualTo(List.of("1000", "2000"));
        JsonPath page = get("/api/v1/forecasts/submissions?first=2");
        assertThat(get("/api/v1/forecasts/submissions?first=50&after=" + page.getString("next"))
                        .getList("items"))
                .hasSize(3);
    }

    /** Of regions and managers figures are their owners' alone: what was made of a team is nobody's share. */
    @Test
    void addsUpToWhatIsKnownOfTheOwners() {
        submit("A", "2026-04-02T09:00:00Z", "1000");
        submit("B", "2026-04-02T09:00:00Z", "500");
        submit("C", "2026-04-02T09:00:00Z", "300");
        adjust("ownerId", "C", "delta", "20");
        adjust("team", "north", "delta", "-100");
        JsonPath regions = get(FORECAST + "&groupBy=region");
        assertThat(regions.getList("series.group.region")).containsExactly("East", "West");
        assertThat(regions.getList("series.points.value")).isEqualTo(List.of(List.of("1320"), List.of("500")));
        JsonPath managers = get(FORECAST + "&groupBy=manager,team");
        assertThat(managers.getList("series.group.manager")).containsExactly("M", null);
        assertThat(managers.getString("series[0].labels.manager")).isEqualTo("Mia");
        assertThat(managers.getList("series.points.value")).isEqualTo(List.of(List.of("1500"), List.of("320")));
        assertThat(value("&where=region:East")).isEqualTo("1320");
        assertThat(value("&where=region:East&groupBy=team"))
                .as("of team north only A")
                .isEqualTo("1000");
        assertThat(value("&where=!manager:M")).isEqualTo("320");
        assertThat(value("&where=team:north")).isEqualTo("1400");
        assertThat(value("")).isEqualTo("1720");
    }

    @Test
    void isComparedByWhatIsKnownOfTheOwnersAndLeftOutOfOtherComparisons() {
        submit("A", "2026-04-02T09:00:00Z", "1000");
        tenant.importCsv(
                "deals",
                "deal_id,owner_id,product_id,stage,status,amount,closed_at,changed_at\nX,A,P,won,won,800,2026-05-20,2026-05-20\n");
        String comparison =
                "/api/v1/forecasts/comparison?from=2026-04-01&to=2026-07-01&grain=quarter&leadTimes=P60D&methods=crm_weighted,commit";
        JsonPath regions = get(comparison + "&groupBy=region");
        assertThat(regions.getList("leftOut")).isEmpty();
        assertThat(regions.getString("entries.find { it.method == 'commit' }.group.region"))
                .isEqualTo("East");
        assertThat(regions.getString("entries.find { it.method == 'commit' }.error"))
                .isEqualTo("200");
        JsonPath products = get(comparison + "&groupBy=product");
        assertThat(products.getList("entries.method").stream().distinct().toList())
                .isEqualTo(List.of("crm_weighted"));
        assertThat(products.getList("accuracy.method").stream().distinct().toList())
                .isEqualTo(List.of("crm_weighted"));
        assertThat(products.getList("leftOut.method")).isEqualTo(List.of("commit"));
        assertThat(products.getString("leftOut[0].code")).isEqualTo("UNKNOWN_DIMENSION");
        assertThat(products.getString("leftOut[0].detail")).contains("product", "region");
        JsonPath graphQl = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                        { forecastComparison(query: {from: "2026-04-01", to: "2026-07-01", grain: QUARTER, methods: ["commit"], groupBy: ["product"]})
                          { entries { method } leftOut { method code detail } } }"""))
                .post("/graphql")
                .jsonPath();
        assertThat(graphQl.getString("data.forecastComparison.leftOut[0].code")).isEqualTo("UNKNOWN_DIMENSION");
    }

    @Test
    void isOfSomebodyWhoIsKnown() {
        Map<String, Object> wish = period();
        wish.put("amount", "10");
        wish.put("ownerId", "Z");
        JsonPath refused = post("submissions", wish, 400);
        assertThat(refused.getString("code")).isEqualTo("INVALID_VALUE");
        assertThat(refused.getString("field")).isEqualTo("ownerId");
        wish.put("kind", "delta");
        assertThat(post("adjustments", wish, 400).getString("field")).isEqualTo("ownerId");
        assertThat(get("/api/v1/forecasts/adjustments").getList("items")).isEmpty();
        tenant.importCsv("deals", "deal_id,owner_id,stage,status,amount\nX,Z,offer,open,10\n");
        post("adjustments", wish, 201);
        wish.remove("ownerId");
        wish.put("team", "nowhere");
        assertThat(post("adjustments", wish, 400).getString("field")).isEqualTo("team");
        wish.remove("team");
        wish.put("managerId", "Nobody");
        JsonPath unknown = post("adjustments", wish, 400);
        assertThat(unknown.getString("code")).isEqualTo("INVALID_VALUE");
        assertThat(unknown.getString("field")).isEqualTo("managerId");
        assertThat(get("/api/v1/forecasts/adjustments").getList("items")).hasSize(1);
        wish.put("managerId", "M");
        post("adjustments", wish, 201);
    }

    /** It would be taken and not count, until then. */
    @Test
    void isNotOfATimeToCome() {
        Map<String, Object> wish = period();
        wish.put("amount", "10");
        wish.put("submittedAt", Instant.now().plus(Duration.ofHours(25)).toString());
        JsonPath refused = post("submissions", wish, 400);
        assertThat(refused.getString("code")).isEqualTo("INVALID_VALUE");
        assertThat(refused.getString("field")).isEqualTo("submittedAt");
        assertThat(refused.getString("detail")).startsWith("submittedAt must not be more than a day ahead");
        wish.put("submittedAt", Instant.now().plus(Duration.ofHours(23)).toString());
        post("submissions", wish, 201);
        assertThat(get("/api/v1/forecasts/submissions").getList("items")).hasSize(1);
    }

    @Test
    void listsTheSameEntriesOverGraphQl() {
        submit("A", "2026-04-02T09:00:00Z", "1000");
        submit("B", "2026-04-03T09:00:00Z", "500");
        adjust("ownerId", "A", "delta", "-50");
        String fields =
                "pageInfo { hasNextPage endCursor } edges { cursor node { id periodStart category ownerId amount note ";
        JsonPath found = tenant.request()
                .contentType("application/json")
                .body(Map.of(
                        "query",
                        "{ all: forecastSubmissions(first: 1) { totalCount " + fields + "submittedAt } } }"
                                + " own: forecastSubmissions(filter: {owner: \"B\", category: \"commit\"}) { totalCount "
                                + fields
                                + "submittedAt } } }"
                                + " forecastAdjustments { totalCount " + fields
                                + "kind managerId madeAt recordedBy } } } }"))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(found.getList("errors")).isNull();
        JsonPath page = get("/api/v1/forecasts/submissions?first=1");
        assertThat(found.getString("data.all.edges[0].node.id")).isEqualTo(page.getString("items[0].id"));
        assertThat(found.getString("data.all.pageInfo.endCursor")).isEqualTo(page.getString("next"));
        assertThat(found.getList("data.own.edges.node.amount")).isEqualTo(List.of("500"));
        assertThat(found.getInt("data.all.totalCount")).isEqualTo(2);
        assertThat(found.getInt("data.own.totalCount")).isEqualTo(1);
        assertThat(found.getInt("data.forecastAdjustments.totalCount")).isEqualTo(1);
        JsonPath adjustment = get("/api/v1/forecasts/adjustments");
        for (String part : List.of("id", "kind", "amount", "managerId", "madeAt", "recordedBy", "note")) {
            assertThat(found.getString("data.forecastAdjustments.edges[0].node." + part))
                    .isEqualTo(adjustment.getString("items[0]." + part));
        }
    }

    @Test
    void looksBackByTheInstantOfSubmission() {
        submit("A", "2026-04-02T09:00:00Z", "1000");
        submit("A", "2026-05-02T09:00:00Z", "900");
        assertThat(value("&at=2026-05-01")).isEqualTo("1000");
        assertThat(value("&at=2026-05-03")).isEqualTo("900");
        assertThat(get(FORECAST + "&at=2026-04-01").getString("series[0].points[0].reason"))
                .isEqualTo("NO_SUBMISSION");
    }

    @Test
    void namesTheMemberAtFault() {
        Map<String, Object> wish = period();
        wish.put("kind", "amount");
        assertThat(post("adjustments", wish, 400).getString("field")).isEqualTo("amount");
        wish.put("amount", "much");
        assertThat(post("adjustments", wish, 400).getString("field")).isEqualTo("amount");
        wish.put("amount", "1");
        wish.put("ownerId", "A");
        wish.put("team", "north");
        assertThat(post("adjustments", wish, 400).getString("field")).isEqualTo("team");
        wish.remove("team");
        wish.put("periodEnd", "2026-04-01");
        assertThat(post("adjustments", wish, 400).getString("field")).isEqualTo("periodEnd");
        Map<String, Object> submission = period();
        assertThat(post("submissions", submission, 400).getString("field")).isEqualTo("amount");
        submission.put("category", "hope");
        assertThat(post("submissions", submission, 400).getString("field")).isEqualTo("category");
        tenant.request()
                .get(FORECAST + "&groupBy=product")
                .then()
                .statusCode(400)
                .body("field", equalTo("groupBy"));
    }
}
