package dev.kennzahl.forecast.web;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WaterfallResourceTest {
    private static final String PATH =
            "/api/v1/forecasts/waterfall?from=2026-04-01T00:00:00Z&to=2026-05-01T00:00:00Z&period=2026-Q2";

    /** Ten deals, a change a line. */
    private static final String DEALS =
            """
            deal_id,owner_id,stage,status,amount,created_at,expected_close_on,closed_at,changed_at
            A,E1,offer,open,1000,2026-03-01,2026-05-20,,2026-03-01T09:00:00Z
            A,E2,offer,open,1200,2026-03-01,2026-05-20,,2026-04-10T09:00:00Z
            B,E1,offer,open,500,2026-03-01,2026-06-10,,2026-03-01T09:00:00Z
            B,E1,won,won,450,2026-03-01,2026-06-10,2026-04-15T09:00:00Z,2026-04-15T09:00:00Z
            C,E1,offer,open,300,2026-03-01,2026-06-30,,2026-03-01T09:00:00Z
            C,E1,offer,open,300,2026-03-01,2026-08-01,,2026-04-20T09:00:00Z
            D,E1,offer,open,700,2026-03-01,2026-09-01,,2026-03-01T09:00:00Z
            D,E1,offer,open,700,2026-03-01,2026-06-15,,2026-04-21T09:00:00Z
            E,E1,new,open,900,2026-04-12,2026-06-01,,2026-04-12T09:00:00Z
            F,E1,new,open,50,2026-04-12,2026-05-05,,2026-04-12T09:00:00Z
            F,E1,won,won,50,2026-04-12,2026-05-05,2026-04-28T09:00:00Z,2026-04-28T09:00:00Z
            G,E1,lost,lost,80,2026-03-01,2026-05-05,2026-03-20T09:00:00Z,2026-03-20T09:00:00Z
            G,E1,offer,open,80,2026-03-01,2026-05-05,,2026-04-22T09:00:00Z
            H,E1,offer,open,400,2026-03-01,2026-05-01,,2026-03-01T09:00:00Z
            H,E1,lost,lost,400,2026-03-01,2026-05-01,2026-04-25T09:00:00Z,2026-04-25T09:00:00Z
            I,E1,offer,open,60,2026-03-01,2026-05-01,,2026-03-01T09:00:00Z
            J,E1,offer,open,250,2026-03-01,2026-05-01,,2026-03-01T09:00:00Z
            J,E1,offer,open,200,2026-03-01,2026-05-01,,2026-04-03T09:00:00Z
            """;

    private static TestTenant tenant() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv("deals", DEALS).then().body("rejected", equalTo(0));
        return tenant;
    }

    private static JsonPath get(TestTenant tenant, String path) {
        return tenant.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void addsUpAsByHand() {
        TestTenant tenant = tenant();
        JsonPath whole = get(tenant, PATH);
        // A 1000, B 500, C 300, H 400, I 60, J 250
        assertThat(whole.getString("series[0].opening.amount")).isEqualTo("2510");
        assertThat(whole.getInt("series[0].opening.deals")).isEqualTo(6);
        Map<String, String> steps = Map.of(
                "added",
                "950",
                "won",
                "-550",
                "lost",
                "-400",
                "slippedOut",
                "-300",
                "pulledIn",
                "700",
                "increased",
                "200",
                "decreased",
                "-50",
                "reopened",
                "80",
                "unchanged",
                "0",
                "transferredIn",
                "0");
        steps.forEach((step, amount) -> assertThat(whole.getString("series[0]." + step + ".amount"))
                .as(step)
                .isEqualTo(amount));
        assertThat(whole.getInt("series[0].added.deals")).isEqualTo(2);
        // A 1200, D 700, E 900, G 80, I 60, J 200
        assertThat(whole.getString("series[0].closing.amount")).isEqualTo("3140");
        assertThat(whole.getInt("series[0].closing.deals")).isEqualTo(6);
        assertThat(whole.getString("periodFrom")).isEqualTo("2026-04-01");
        assertThat(whole.getString("periodTo")).isEqualTo("2026-07-01");
    }

    @Test
    void letsADealMoveFromItsOldOwnerToItsNew() {
        TestTenant tenant = tenant();
        JsonPath byOwner = get(tenant, PATH + "&groupBy=owner");
        assertThat(byOwner.getList("series.group.owner")).isEqualTo(List.of("E1", "E2"));
        assertThat(byOwner.getString("series[0].transferredOut.amount")).isEqualTo("-1000");
        assertThat(byOwner.getString("series[0].closing.amount")).isEqualTo("1940");
        assertThat(byOwner.getString("series[1].opening.amount")).isEqualTo("0");
        assertThat(byOwner.getString("series[1].transferredIn.amount")).isEqualTo("1200");
        JsonPath filtered = get(tenant, PATH + "&where=owner:E2");
        assertThat(filtered.getString("series[0].transferredIn.amount")).isEqualTo("1200");
        assertThat(filtered.getString("series[0].closing.amount")).isEqualTo("1200");
    }

    @Test
    void showsTheDealsBehindAStepPageByPage() {
        TestTenant tenant = tenant();
        JsonPath won = get(tenant, PATH.replace("waterfall?", "waterfall/records?") + "&step=won");
        assertThat(won.getList("items.externalId")).containsExactlyInAnyOrder("B", "F");
        JsonPath slipped = get(tenant, PATH.replace("waterfall?", "waterfall/records?") + "&step=slipped_out");
        assertThat(slipped.getString("items[0].before.expectedCloseOn")).isEqualTo("2026-06-30");
        assertThat(slipped.getString("items[0].after.expectedCloseOn")).isEqualTo("2026-08-01");
        assertThat(slipped.getString("items[0].change")).isEqualTo("-300");
        int found = 0;
        String next = "";
        while (next != null) {
            JsonPath page = get(tenant, PATH.replace("waterfall?", "waterfall/records?") + "&first=3" + next);
            found += page.getList("items").size();
            next = page.getString("next") == null ? null : "&after=" + page.getString("next");
        }
        // F is added and won; D and all others make one step each.
        assertThat(found).isEqualTo(11);
    }

    /** D was expected in autumn and won in April, L was lost then; N came and was won, though expected in autumn; P was expected in May at last. */
    @Test
    void showsWhatWasWonEarlierThanExpected() {
        TestTenant tenant = TestTenant.create();
        tenant.importCsv(
                        "deals",
                        """
                        deal_id,owner_id,stage,status,amount,created_at,expected_close_on,closed_at,changed_at
                        D,E1,offer,open,700,2026-03-01,2026-09-01,,2026-03-01T09:00:00Z
                        D,E1,won,won,650,2026-03-01,2026-09-01,2026-04-20T09:00:00Z,2026-04-20T09:00:00Z
                        L,E1,offer,open,300,2026-03-01,2026-09-01,,2026-03-01T09:00:00Z
                        L,E1,lost,lost,300,2026-03-01,2026-09-01,2026-04-20T09:00:00Z,2026-04-20T09:00:00Z
                        N,E2,won,won,90,2026-04-02,2026-09-01,2026-04-21T09:00:00Z,2026-04-21T09:00:00Z
                        P,E2,offer,open,40,2026-03-01,2026-09-01,,2026-03-01T09:00:00Z
                        P,E2,lost,lost,40,2026-03-01,2026-05-01,2026-04-22T09:00:00Z,2026-04-22T09:00:00Z
                        """)
                .then()
                .body("rejected", equalTo(0));
        JsonPath whole = get(tenant, PATH);
        Map.of("opening", "0", "pulledIn", "690", "added", "90", "won", "-740", "lost", "-40", "closing", "0")
                .forEach((step, amount) -> assertThat(whole.getString("series[0]." + step + ".amount"))
                        .as(step)
                        .isEqualTo(amount));
        assertThat(whole.getInt("series[0].won.deals")).isEqualTo(2);
        JsonPath deals = get(tenant, PATH.replace("waterfall?", "waterfall/records?") + "&step=pulled_in");
        assertThat(deals.getList("items.externalId")).containsExactlyInAnyOrder("D", "P");
        JsonPath next = get(tenant, PATH.replace("2026-Q2", "2026-Q3"));
        assertThat(next.getString("series[0].opening.amount")).isEqualTo("1040");
        assertThat(next.getString("series[0].won.amount"))
                .as("D and N, which were expected in it")
                .isEqualTo("-790");
        assertThat(get(tenant, PATH + "&groupBy=owner").getList("series.won.amount"))
                .isEqualTo(List.of("-650", "-90"));
        assertThat(get(tenant, PATH + "&where=owner:E2").getString("series[0].won.amount"))
                .isEqualTo("-90");
    }

    @Test
    void answersTheSameOverGraphQl() {
        TestTenant tenant = tenant();
        String query =
                """
                { pipelineWaterfall(query: {from: "2026-04-01T00:00:00Z", to: "2026-05-01T00:00:00Z", period: "2026-Q2", groupBy: ["owner"]})
                  { currency series { group { dimension value } opening { amount deals } won { amount } closing { amount } } }
                  pipelineWaterfallDeals(query: {from: "2026-04-01T00:00:00Z", to: "2026-05-01T00:00:00Z", period: "2026-Q2"}, step: WON)
                  { totalCount edges { node { externalId step change } } pageInfo { hasNextPage } }
                  all: pipelineWaterfallDeals(query: {from: "2026-04-01T00:00:00Z", to: "2026-05-01T00:00:00Z", period: "2026-Q2"})
                  { totalCount edges { cursor } } }
                """;
        JsonPath data = tenant.request()
                .contentType("application/json")
                .body(Map.of("query", query))
                .post("/graphql")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(data.getString("data.pipelineWaterfall.series[0].group[0].value"))
                .isEqualTo("E1");
        assertThat(data.getString("data.pipelineWaterfall.series[0].closing.amount"))
                .isEqualTo("1940");
        assertThat(data.getString("data.pipelineWaterfall.series[1].closing.amount"))
                .isEqualTo("1200");
        assertThat(data.getList("data.pipelineWaterfallDeals.edges.node.externalId"))
                .containsExactlyInAnyOrder("B", "F");
        assertThat(data.getInt("data.pipelineWaterfallDeals.totalCount")).isEqualTo(2);
        assertThat(data.getInt("data.all.totalCount"))
                .isEqualTo(data.getList("data.all.edges").size())
                .isGreaterThan(2);
    }

    @Test
    void knowsNothingBeforeItWasTold() {
        TestTenant tenant = tenant();
        assertThat(get(tenant, PATH + "&asOf=2026-05-02T00:00:00Z").getInt("series[0].opening.deals"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-04-01&period=2026-Q2, to",
        "from=2026-04-01&to=2026-04-01&period=2026-Q2, from",
        "from=yesterday&to=2026-04-01&period=2026-Q2, from",
        "from=2026-04-01&to=2026-05-01, period",
        "from=2026-04-01&to=2026-05-01&period=2026-Q2&groupBy=planet, groupBy",
        "from=2026-04-01&to=2026-05-01&period=2026-Q2&currency=gold, currency"
    })
    void namesTheParameterAtFault(String query, String field) {
        TestTenant.create()
                .request()
                .urlEncodingEnabled(false)
                .get("/api/v1/forecasts/waterfall?" + query)
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }
}
