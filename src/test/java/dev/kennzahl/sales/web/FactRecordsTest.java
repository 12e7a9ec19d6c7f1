package dev.kennzahl.sales.web;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;

/** Facts as records: one, a page of them, how they were believed, and only the tenant's own. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Thorough
class FactRecordsTest {
    private static final String ORDERS =
            """
            order_id,line_no,ordered_at,customer_id,employee_id,quantity,net_amount,colour
            A-1,1,2026-03-31,C-1,E-1,2,100.00,red
            A-1,2,2026-03-31,C-1,E-2,0.5,7.25,
            A-2,,2026-03-31T22:30:00Z,C-2,,,50,
            """;

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
        tenant.request()
                .contentType("application/json")
                .body(Map.of("timezone", "Europe/Berlin"))
                .patch("/api/v1/tenant")
                .then()
                .statusCode(200);
    }

    @Test
    void aFactShowsItsKeyItsFieldsAndWhereItCameFrom() {
        String importId = tenant.importCsv("orders", ORDERS).path("id");
        JsonPath found = get("/api/v1/orders?externalId=A-1");
        int first = found.getInt("items[0].lineNo") == 1 ? 0 : 1;
        Map<String, Object> order = found.getMap("items[" + first + "]");

        assertThat(order)
                .containsEntry("externalId", "A-1")
                .containsEntry("lineNo", 1)
                .containsEntry("orderedAt", "2026-03-30T22:00:00Z")
                .containsEntry("customerId", "C-1")
                .containsEntry("quantity", "2")
                .containsEntry("netAmount", "100.00")
                .containsEntry("kind", "sale")
                .containsEntry("currency", null)
                .containsEntry("connection", null)
                .containsEntry("importId", importId)
                .containsEntry("customAttributes", Map.of("colour", "red"))
                .containsKeys("id", "knownFrom");
        assertThat(get("/api/v1/orders/" + order.get("id")).getMap("")).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "externalId=A-2 | 50",
                "externalId=nothing | ''",
                "customer=C-1 | 100.00 7.25",
                "owner=E-2 | 7.25",
                "from=2026-04-01 | 50",
                "to=2026-04-01 | 100.00 7.25",
                "from=2026-03-31&to=2026-04-01&owner=E-1 | 100.00",
                "from=2026-04-02 | ''",
                "asOf=2026-01-01T00:00:00Z | ''",
            })
    void factsAreChosenByKeyCustomerEmployeeAndDay(String query, String amounts) {
        tenant.importCsv("orders", ORDERS);

        assertThat(get("/api/v1/orders?" + query).<String>getList("items.netAmount"))
                .containsExactlyInAnyOrder(amounts.isEmpty() ? new String[0] : amounts.split(" "));
    }

    @Test
    void pagesHoldEveryFactOnce() {
        tenant.importCsv("orders", ORDERS);
        JsonPath first = get("/api/v1/orders?first=2");
        JsonPath second = get("/api/v1/orders?first=2&after=" + first.getString("next"));

        List<String> all = new java.util.ArrayList<>(first.getList("items.netAmount"));
        all.addAll(second.getList("items.netAmount"));
        assertThat(all).containsExactlyInAnyOrder("100.00", "7.25", "50");
        assertThat(second.getString("next")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contracts | contract_id=K customer_id=C start_on=2026-01-01 annual_value=12 | K | customer=C&from=2026-01-01",
                "costs | cost_id=X incurred_on=2026-01-01 category=other amount=1 | X | to=2026-01-02",
                "activities | activity_id=X occurred_at=2026-01-01 type=call employee_id=E | X | owner=E",
                "campaign-stats | campaign_id=S sent_on=2026-01-01 sent=3 | S/2026-01-01/ | from=2026-01-01",
                "surveys | response_id=X answered_at=2026-01-01 kind=nps score=9 customer_id=C | X | customer=C",
                "competitor-prices | observed_on=2026-01-01 product_id=P competitor=A/B price=9 | 2026-01-01/P/A%2FB | to=2026-01-02",
                "targets | kpi=deals_won period_start=2026-01-01 period_end=2026-02-01 value=3 team=T"
                        + " | deals_won/2026-01-01/2026-02-01//T// | from=2026-01-01",
                "forecast-submissions | submitted_at=2026-01-01 period_start=2026-01-01 period_end=2026-02-01 amount=3 owner_id=E"
                        + " | 2026-01-01/2026-01-01/2026-02-01/E/ | owner=E&to=2026-01-02",
                "exchange-rates | rate_on=2026-01-01 base=USD quote=EUR rate=0.9 | 2026-01-01/USD/EUR | from=2026-01-01",
            })
    void everyDataSetIsReadTheSameWay(String dataset, String cells, String externalId, String filter) {
        StringBuilder header = new StringBuilder();
        StringBuilder row = new StringBuilder();
        for (String cell : cells.split(" ")) {
            header.append(header.isEmpty() ? "" : ",").append(cell.split("=")[0]);
            row.append(row.isEmpty() ? "" : ",").append(cell.split("=")[1]);
        }
        tenant.importCsv(dataset, header + "\n" + row + "\n");

        JsonPath found = JsonPath.from(tenant.request()
                .queryParam("externalId", externalId)
                .get("/api/v1/" + dataset + "?" + filter)
                .then()
                .statusCode(200)
                .extract()
                .asString());
        assertThat(found.<String>getList("items.externalId")).containsExactly(externalId);
        String id = found.getString("items[0].id");
        assertThat(get("/api/v1/" + dataset + "/" + id).getString("externalId")).isEqualTo(externalId);
        assertThat(get("/api/v1/" + dataset + "/" + id + "/history").getList("items"))
                .hasSize(1);
        TestTenant stranger = TestTenant.create();
        stranger.request().get("/api/v1/" + dataset + "/" + id).then().statusCode(404);
        stranger.request()
                .get("/api/v1/" + dataset + "/" + id + "/history")
                .then()
                .statusCode(404);
    }

    @Test
    void aFactIsShownAsItWasBelieved() {
        tenant.importCsv("costs", "cost_id,incurred_on,category,amount\nX,2026-01-01,sales,5\n");
        String id = get("/api/v1/costs").getString("items[0].id");
        String then = get("/api/v1/costs").getString("items[0].knownFrom");
        tenant.importCsv("costs", "cost_id,incurred_on,category,amount\nX,2026-01-01,sales,6\n");

        assertThat(get("/api/v1/costs/" + id).getString("amount")).isEqualTo("6");
        assertThat(get("/api/v1/costs/" + id + "?asOf=" + then).getString("amount"))
                .isEqualTo("5");
        JsonPath history = get("/api/v1/costs/" + id + "/history");
        assertThat(history.<String>getList("items.cost.amount")).containsExactly("5", "6");
        assertThat(history.getString("items[0].knownTo")).isEqualTo(history.getString("items[1].knownFrom"));
        assertThat(history.getString("items[1].knownTo")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"leads,lead", "products,product", "employees,employee", "customers,customer"})
    void recordsHaveTheirHistoryToo(String dataset, String entity) {
        boolean isLead = entity.equals("lead");
        tenant.importCsv(
                dataset,
                entity + "_id,name" + (isLead ? ",created_at" : "") + "\nX,One" + (isLead ? ",2026-01-01" : "") + "\n");
        String id = get("/api/v1/" + dataset).getString("items[0].id");

        assertThat(get("/api/v1/" + dataset + "/" + id).getString("name")).isEqualTo("One");
        assertThat(get("/api/v1/" + dataset + "/" + id + "/history").getString("items[0]." + entity + ".name"))
                .isEqualTo("One");
    }

    @ParameterizedTest
    @CsvSource({
        "exchange-rates?customer=C,400,UNKNOWN_FIELD",
        "campaign-stats?owner=E,400,UNKNOWN_FIELD",
        "orders?from=2026-02-01&to=2026-02-01,400,INVALID_PERIOD",
        "orders?from=soon,400,INVALID_VALUE",
        "orders?asOf=soon,400,INVALID_VALUE",
        "orders?first=0,400,INVALID_VALUE",
        "orders/abc,404,NOT_FOUND",
        "orders/00000000-0000-0000-0000-000000000000,404,NOT_FOUND",
        "dreams/00000000-0000-0000-0000-000000000000,404,NOT_FOUND",
    })
    void whatCannotBeAskedIsRefused(String path, int status, String code) {
        assertThat(tenant.request()
                        .get("/api/v1/" + path)
                        .then()
                        .statusCode(status)
                        .extract()
                        .<String>path("code"))
                .isEqualTo(code);
    }

    private JsonPath get(String path) {
        return JsonPath.from(tenant.request()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
