package dev.kennzahl.forecast.web;

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

/** What was submitted month by month is a forecast of the quarter, too. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FinerSubmissionsTest {
    private static final String FORECAST =
            "/api/v1/forecasts?from=2026-04-01&to=2026-07-01&grain=quarter&method=commit";
    private static final String QUARTER = "2026-04-01/2026-07-01";
    private static final String APRIL = "2026-04-01/2026-05-01";
    private static final String MAY = "2026-05-01/2026-06-01";
    private static final String JUNE = "2026-06-01/2026-07-01";

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

    /** As targets do: where nobody submitted for the quarter, whole months of the same owner are it. */
    @Test
    void addsUpWholeMonthsWhereNobodySubmittedForTheQuarter() {
        for (String month : List.of(APRIL, MAY, JUNE)) {
            submit(month, "A", "100");
            submit(month, "B", "10");
        }
        submit(APRIL, "C", "1");
        submit(MAY, "C", "1");
        assertThat(value("")).as("C's June is missing").isEqualTo("330");
        assertThat(value("&groupBy=owner")).isEqualTo("300");
        assertThat(get(FORECAST + "&groupBy=owner").getList("series")).hasSize(2);
        adjust(APRIL, "ownerId", "A", "amount", "70");
        adjust(MAY, "team", "north", "delta", "-5");
        adjust(JUNE, null, null, "delta", "2");
        assertThat(value("&groupBy=owner")).isEqualTo("270");
        assertThat(value("&groupBy=team")).isEqualTo("295");
        assertThat(value("&where=region:East")).isEqualTo("270");
        assertThat(value("")).isEqualTo("297");
        // A manager's word on the quarter is about the sum.
        adjust(QUARTER, "ownerId", "B", "delta", "20");
        adjust(QUARTER, null, null, "delta", "-7");
        assertThat(value("&groupBy=team")).isEqualTo("315");
        assertThat(value("")).isEqualTo("310");
        JsonPath graphQl = tenant.request()
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                """
                        { forecast(query: {from: "2026-04-01", to: "2026-07-01", grain: TOTAL, method: "commit"}) { series { points { value } } }
                          forecastComparison(query: {from: "2026-04-01", to: "2026-07-01", grain: QUARTER, methods: ["commit"], leadTimes: ["P7D"]})
                            { entries { forecast } }
                          kpi(key: "forecast_revenue", query: {variant: "commit", from: "2026-04-01", to: "2026-07-01"})
                            { series { points { value } } } }"""))
                .post("/graphql")
                .jsonPath();
        assertThat(graphQl.getString("data.forecast.series[0].points[0].value"))
                .as(graphQl.prettify())
                .isEqualTo("310");
        // A while before the end nothing was adjusted yet.
        assertThat(graphQl.getString("data.forecastComparison.entries[0].forecast"))
                .isEqualTo("330");
        assertThat(graphQl.getString("data.kpi.series[0].points[0].value")).isEqualTo("330");
        assertThat(get("/api/v1/forecasts?from=2026-04-01&to=2026-06-30&grain=total&method=commit")
                        .getString("series[0].points[0].reason"))
                .as("June is not whole")
                .isEqualTo("NO_SUBMISSION");
        submit(QUARTER, "C", "5");
        assertThat(value("&groupBy=owner")).as("who submitted for the quarter").isEqualTo("20");
        assertThat(get(FORECAST + "&groupBy=owner").getString("series.find { it.group.owner == 'C' }.points[0].value"))
                .isEqualTo("5");
    }

    private void submit(String period, String owner, String amount) {
        Map<String, Object> wish = wish(period, amount);
        wish.put("ownerId", owner);
        wish.put("submittedAt", "2026-04-02T09:00:00Z");
        post("submissions", wish);
    }

    private void adjust(String period, String member, String whose, String kind, String amount) {
        Map<String, Object> wish = wish(period, amount);
        if (member != null) {
            wish.put(member, whose);
        }
        wish.put("kind", kind);
        wish.put("managerId", "M");
        post("adjustments", wish);
    }

    private static Map<String, Object> wish(String period, String amount) {
        String[] days = period.split("/");
        return new HashMap<>(
                Map.of("periodStart", days[0], "periodEnd", days[1], "category", "commit", "amount", amount));
    }

    private void post(String path, Map<String, Object> body) {
        tenant.request()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/forecasts/" + path)
                .then()
                .statusCode(201);
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
}
