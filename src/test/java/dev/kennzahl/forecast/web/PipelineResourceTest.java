package dev.kennzahl.forecast.web;

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
class PipelineResourceTest {
    private static final String DEALS =
            """
            deal_id,owner_id,stage,status,amount,probability,created_at,expected_close_on,closed_at,changed_at
            A,E1,offer,open,1000,0.5,2026-03-01,2026-04-20,,2026-03-01T09:00:00Z
            A,E1,offer,open,1000,0.5,2026-03-01,2026-04-28,,2026-04-05T09:00:00Z
            A,E1,offer,open,1000,0.5,2026-03-01,2026-05-20,,2026-04-15T09:00:00Z
            A,E1,won,won,1000,1,2026-03-01,2026-06-20,2026-05-25T09:00:00Z,2026-05-25T09:00:00Z
            B,E2,offer,open,500,,2026-04-11,2026-06-10,,2026-04-11T09:00:00Z
            B,E2,offer,open,500,,2026-04-11,2026-05-10,,2026-04-12T09:00:00Z
            C,E2,offer,open,,0.5,,,,2026-04-11T09:00:00Z
            """;

    private TestTenant tenant;

    @BeforeEach
    void createTenant() {
        tenant = TestTenant.create();
    }

    private JsonPath get(String path) {
        return tenant.request()
                .urlEncodingEnabled(false)
                .get("/api/v1/forecasts/pipeline" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void showsAgesAndPushesAtAnyInstant() {
        tenant.importCsv("deals", DEALS).then().body("rejected", equalTo(0));
        JsonPath may = get("?at=2026-05-01&period=2026-Q2");
        assertThat(may.getString("series[0].open.amount")).isEqualTo("1500");
        assertThat(may.getString("series[0].weighted")).isEqualTo("500.0");
        assertThat(may.getInt("series[0].unweighted")).isEqualTo(1);
        // A is 61 days old, B 20
        assertThat(may.getString("series[0].averageAgeDays")).isEqualTo("40.50");
        assertThat(may.getInt("series[0].pushes")).isEqualTo(2);
        assertThat(may.getInt("series[0].pushedDeals")).isEqualTo(1);
        JsonPath april = get("?at=2026-04-10&periodFrom=2026-04-01&periodTo=2026-05-01");
        assertThat(april.getString("series[0].open.amount")).isEqualTo("1000");
        assertThat(april.getInt("series[0].pushes")).isEqualTo(1);
        assertThat(get("?at=2026-05-01").getInt("series[0].open.deals")).isEqualTo(3);
        assertThat(get("?at=2026-06-01").getInt("series[0].open.deals")).isEqualTo(2);
        assertThat(get("?at=2026-05-01&groupBy=owner").getList("series.open.deals"))
                .containsExactly(1, 2);
    }

    @Test
    void listsTheDeals() {
        tenant.importCsv("deals", DEALS).then().body("rejected", equalTo(0));
        JsonPath deals = get("/records?at=2026-05-01&where=owner:E1");
        assertThat(deals.getString("items[0].externalId")).isEqualTo("A");
        assertThat(deals.getInt("items[0].ageDays")).isEqualTo(61);
        assertThat(deals.getInt("items[0].pushes")).isEqualTo(2);
        assertThat(deals.getInt("items[0].monthPushes")).isEqualTo(1);
        JsonPath page = get("/records?at=2026-05-01&first=2");
        assertThat(page.getList("items")).hasSize(2);
        assertThat(get("/records?at=2026-05-01&first=2&after=" + page.getString("next"))
                        .getList("items"))
                .hasSize(1);
        tenant.request()
                .get("/api/v1/forecasts/pipeline/records?after=x")
                .then()
                .statusCode(400)
                .body("field", equalTo("after"));
    }

    @Test
    void saysTheSameOverGraphQl() {
        tenant.importCsv("deals", DEALS).then().body("rejected", equalTo(0));
        JsonPath graphQl = graphQl(
                """
                { pastPipeline(query: {at: "2026-05-01T00:00:00Z", groupBy: ["owner"]})
                  { currency series { group { value } open { amount deals } weighted unweighted averageAgeDays aged pushes pushedDeals } }
                  pastPipelineDeals(query: {at: "2026-05-01T00:00:00Z"}, first: 2)
                  { totalCount edges { cursor node { externalId value ageDays pushes monthPushes } } pageInfo { hasNextPage endCursor } } }
                """);
        JsonPath rest = get("?at=2026-05-01T00:00:00Z&groupBy=owner");
        for (String part :
                List.of("open.amount", "open.deals", "weighted", "averageAgeDays", "pushes", "pushedDeals")) {
            assertThat(graphQl.getList("data.pastPipeline.series." + part)).isEqualTo(rest.getList("series." + part));
        }
        assertThat(graphQl.getString("data.pastPipeline.series[0].group[0].value"))
                .isEqualTo(rest.getString("series[0].group.owner"));
        JsonPath page = get("/records?at=2026-05-01T00:00:00Z&first=2");
        assertThat(graphQl.getList("data.pastPipelineDeals.edges.node.externalId"))
                .isEqualTo(page.getList("items.externalId"));
        assertThat(graphQl.getString("data.pastPipelineDeals.pageInfo.endCursor"))
                .isEqualTo(page.getString("next"));
        assertThat(graphQl.getInt("data.pastPipelineDeals.totalCount")).isEqualTo(3);
        JsonPath further = graphQl("{ pastPipelineDeals(query: {at: \"2026-05-01T00:00:00Z\"}, after: \""
                + page.getString("next") + "\") { edges { node { externalId } } pageInfo { hasNextPage } } }");
        assertThat(further.getList("data.pastPipelineDeals.edges")).hasSize(1);
        assertThat(further.getBoolean("data.pastPipelineDeals.pageInfo.hasNextPage"))
                .isFalse();
    }

    private JsonPath graphQl(String query) {
        return tenant.request()
                .contentType("application/json")
                .body(Map.of("query", query))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
