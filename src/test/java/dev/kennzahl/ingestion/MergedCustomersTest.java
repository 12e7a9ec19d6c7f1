package dev.kennzahl.ingestion;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Two customers that were merged are one in every figure, whoever names which of them (rule R6). */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MergedCustomersTest {
    private static final long JANUARY = 1_767_225_600_000L;
    private static final long DAY = 86_400_000L;
    private static final String NEW_RECORD = "'primaryObjectId':77,'mergedObjectIds':[78],'newObjectId':79";
    private static final String ABSORBED = "'primaryObjectId':77,'mergedObjectIds':[78]";
    private static final String ORDERS =
            """
            order_id,line_no,ordered_at,customer_id,net_amount
            O-1,1,2026-02-03,77,5
            O-2,1,2026-02-04,78,7
            O-3,1,2026-03-05,78,11
            """;

    @Inject
    AgroalDataSource owner;

    @Inject
    TenantTransactions transactions;

    @Inject
    HistoryRebuild rebuild;

    @Inject
    Tenants tenants;

    private TestTenant tenant;
    private Webhooks hubSpot;

    @BeforeEach
    void connect() {
        another();
    }

    private void another() {
        tenant = TestTenant.create();
        hubSpot = Webhooks.hubSpot(tenant);
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW_RECORD, ABSORBED})
    void dealsWonWithEitherCountForTheOneThatStays(String merge) {
        hubSpot.post("", items(customersWithADealEach()));
        assertThat(groups("won_revenue", "customer")).isEqualTo(Map.of("77", "250", "78", "100"));
        String before = values("won_revenue", "customer", "").getString("watermark");

        hubSpot.post("", items(List.of(merge(90 * DAY, merge))));

        String stays = merge.equals(NEW_RECORD) ? "79" : "77";
        assertThat(groups("won_revenue", "industry")).isEqualTo(Map.of("HEALTH", "350"));
        assertThat(groups("won_revenue", "customer")).isEqualTo(Map.of(stays, "350"));
        assertThat(groups("deals_won", "customer")).isEqualTo(Map.of(stays, "2"));
        assertThat(values("new_customers", null, "").getString("series[0].points[0].value"))
                .isEqualTo("1");
        assertThat(labels(values("won_revenue", "customer", ""))).containsExactly("C77");
        assertThat(groups(values("won_revenue", "customer", "&asOf=" + before), "customer"))
                .isEqualTo(Map.of("77", "250", "78", "100"));
    }

    @Test
    void mergesMayComeBeforeTheRecordsAndInAnyOrder() {
        List<String> events = new ArrayList<>(customersWithADealEach());
        events.addAll(created("company", "80", "C80"));
        events.add(merge(DAY, NEW_RECORD));
        events.add(merge(60 * DAY, "'primaryObjectId':80,'mergedObjectIds':[79]"));
        Map<String, String> expected = Map.of("80", "350");
        for (int seed = 0; seed < 6; seed++) {
            another();
            Collections.shuffle(events, new Random(seed));
            for (List<String> part :
                    List.of(events.subList(0, 6), events.subList(6, 7), events.subList(7, events.size()))) {
                hubSpot.post("", items(part));
            }

            assertThat(groups("won_revenue", "customer")).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void whatIsSaidOfADealAfterwardsKeepsItsCustomer() {
        hubSpot.post("", items(customersWithADealEach()));
        hubSpot.post("", items(List.of(merge(90 * DAY, ABSORBED))));
        hubSpot.post("", items(List.of(property("deal", "11", "amount", "120", 91 * DAY))));
        hubSpot.post("", items(List.of(property("deal", "11", "dealname", "renamed", 92 * DAY))));

        assertThat(groups("won_revenue", "customer")).isEqualTo(Map.of("77", "370"));
        tenant.request().get("/api/v1/deals?externalId=11").then().body("items[0].customerId", equalTo("77"));
    }

    @ParameterizedTest
    @ValueSource(strings = {NEW_RECORD, ABSORBED})
    void thePageOfOneThatWasMergedIsThatOfTheOneThatStays(String merge) {
        hubSpot.post("", items(customersWithADealEach()));
        tenant.importCsv("orders", ORDERS);
        String before = values("revenue", "customer", "").getString("watermark");
        hubSpot.post("", items(List.of(merge(90 * DAY, merge))));
        String stays = merge.equals(NEW_RECORD) ? "79" : "77";
        String id = tenant.request().get("/api/v1/customers?externalId=78").path("items[0].id");
        String query =
                "{ customerPage(id: \"%s\", query: {from: \"2026-02-01\", to: \"2026-04-01\"}) { customer mergedKey purchases { revenue } } }";

        for (String asked : List.of("78", id)) {
            String path = "/api/v1/customers/" + asked + "/page?from=2026-02-01&to=2026-04-01";
            Response rest = tenant.request().get(path);
            Response graphQl = tenant.request()
                    .contentType("application/json")
                    .body(Map.of("query", query.formatted(asked)))
                    .post("/graphql");
            assertThat(page(rest, "")).containsExactly(stays, asked, "23");
            assertThat(page(graphQl, "data.customerPage.")).containsExactly(stays, asked, "23");
            assertThat(page(tenant.request().get(path + "&asOf=" + before), "")).containsExactly("78", null, "18");
        }
        String ofSurvivor = "/api/v1/customers/" + stays + "/page?from=2026-02-01&to=2026-04-01";
        assertThat(page(tenant.request().get(ofSurvivor), "")).containsExactly(stays, null, "23");
    }

    private static List<String> page(Response answer, String at) {
        return Stream.of("customer", "mergedKey", "purchases.revenue")
                .map(member -> answer.<String>path(at + member))
                .toList();
    }

    @Test
    void ordersFollowWhetherTheyCameBeforeOrAfter() {
        hubSpot.post("", items(customersWithADealEach()));
        tenant.importCsv("orders", ORDERS);
        assertThat(groups("revenue", "customer")).isEqualTo(Map.of("77", "5", "78", "18"));
        String before = values("revenue", "customer", "").getString("watermark");

        hubSpot.post("", items(List.of(merge(90 * DAY, ABSORBED))));
        assertThat(groups("revenue", "customer")).isEqualTo(Map.of("77", "23"));
        tenant.importCsv("orders", ORDERS + "O-4,1,2026-03-06,78,13\n");

        assertThat(groups("revenue", "customer")).isEqualTo(Map.of("77", "36"));
        assertThat(groups("revenue", "industry")).isEqualTo(Map.of("HEALTH", "36"));
        assertThat(values("new_customers", null, "").getString("series[0].points[0].value"))
                .isEqualTo("1");
        assertThat(groups(values("revenue", "customer", "&asOf=" + before), "customer"))
                .isEqualTo(Map.of("77", "5", "78", "18"));
    }

    @Test
    void theHistoryFollowsFromTheEvents() throws SQLException {
        hubSpot.post("", items(customersWithADealEach()));
        hubSpot.post("", items(List.of(property("deal", "11", "amount", "120", 2 * DAY))));
        hubSpot.post("", items(List.of(merge(90 * DAY, NEW_RECORD))));
        hubSpot.post("", items(List.of(property("deal", "10", "amount", "200", 3 * DAY))));
        hubSpot.post("", items(created("company", "80", "C80")));
        hubSpot.post("", items(List.of(merge(95 * DAY, "'primaryObjectId':80,'mergedObjectIds':[79]"))));

        TenantDump.of(tenant, owner, tenants).assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    @Test
    void aCustomerOfAnotherSenderUnderTheSameKeyStaysItself() {
        tenant.importCsv("customers", "customer_id,name,industry\n78,Ours,TRADE\n");
        hubSpot.post("", items(customersWithADealEach()));
        hubSpot.post("", items(List.of(merge(90 * DAY, ABSORBED))));

        assertThat(groups("won_revenue", "customer")).isEqualTo(Map.of("77", "250", "78", "100"));
    }

    @Test
    void anErasedCustomerKeepsItsFigures() {
        hubSpot.post("", items(customersWithADealEach()));
        tenant.importCsv("orders", ORDERS);
        hubSpot.post("", items(List.of(merge(90 * DAY, ABSORBED))));

        String id = tenant.request().get("/api/v1/customers?externalId=77").path("items[0].id");
        String pseudonym = tenant.request()
                .post("/api/v1/customers/" + id + "/erasure")
                .then()
                .statusCode(200)
                .extract()
                .path("pseudonym");
        hubSpot.post("", items(List.of(property("deal", "11", "amount", "120", 91 * DAY))));

        assertThat(groups("won_revenue", "customer")).isEqualTo(Map.of(pseudonym, "370"));
        assertThat(groups("revenue", "customer")).isEqualTo(Map.of(pseudonym, "23"));
    }

    private static List<String> customersWithADealEach() {
        List<String> events = new ArrayList<>();
        events.addAll(created("company", "77", "C77"));
        events.addAll(created("company", "78", "C78"));
        for (List<String> deal : List.of(List.of("10", "77", "250"), List.of("11", "78", "100"))) {
            String id = deal.get(0);
            events.add(event("deal.creation", 0, "'objectId':" + id));
            events.add(event(
                    "deal.associationChange",
                    5,
                    "'associationType':'DEAL_TO_COMPANY','fromObjectId':" + id + ",'toObjectId':" + deal.get(1)
                            + ",'associationRemoved':false,'isPrimaryAssociation':true"));
            events.add(property("deal", id, "amount", deal.get(2), 1));
            events.add(property("deal", id, "dealstage", "closedwon", 40 * DAY));
        }
        return events;
    }

    private static List<String> created(String type, String id, String name) {
        return List.of(
                event(type + ".creation", 0, "'objectId':" + id),
                property(type, id, "name", name, 1),
                property(type, id, "industry", "HEALTH", 1));
    }

    private static String merge(long after, String members) {
        return event("company.merge", after, "'objectId':77," + members);
    }

    private static String property(String type, String id, String name, String value, long after) {
        return event(
                type + ".propertyChange",
                after,
                "'objectId':" + id + ",'propertyName':'" + name + "','propertyValue':'" + value + "'");
    }

    private static String event(String subscription, long after, String members) {
        return "{'eventId':1,'portalId':5,'occurredAt':" + (JANUARY + after) + ",'subscriptionType':'" + subscription
                + "'," + members + "}";
    }

    private static String items(List<String> events) {
        return ("[" + String.join(",", events) + "]").replace('\'', '"');
    }

    private JsonPath values(String kpi, String dimension, String query) {
        return tenant.request()
                .get("/api/v1/kpis/" + kpi + "/values?from=2026-01-01&to=2026-04-01"
                        + (dimension == null ? "" : "&groupBy=" + dimension) + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Map<String, String> groups(String kpi, String dimension) {
        return groups(values(kpi, dimension, ""), dimension);
    }

    private static Map<String, String> groups(JsonPath values, String dimension) {
        Map<String, String> groups = new TreeMap<>();
        List<String> keys = values.getList("series.group." + dimension);
        List<String> firsts = values.getList("series.collect { it.points[0].value }");
        for (int i = 0; i < keys.size(); i++) {
            groups.put(keys.get(i), firsts.get(i));
        }
        return groups;
    }

    private static TreeSet<String> labels(JsonPath values) {
        TreeSet<String> labels = new TreeSet<>();
        List<Map<String, Map<String, String>>> series = values.getList("series");
        series.forEach(one -> labels.addAll(one.get("labels").values()));
        return labels;
    }
}
