package dev.kennzahl.ingestion;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Names that the store cannot hold harm what bears them and nothing beside it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HostileNamesTest {
    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void aMemberNamedWithNulIsSetAsideAndItsDeliveryApplied() {
        Webhooks webhooks = new Webhooks(tenant, "standard-webhooks", Map.of("currency", "EUR"));
        webhooks.post("1", event("G1", "\"amount\":\"5\",\"x\\u0000y\":{}"));
        webhooks.post("2", event("G2", "\"amount\":\"5\",\"x\\u0000y\":1"));

        List<Map<String, Object>> deliveries =
                tenant.request().get("/api/v1/deliveries").path("items");
        assertThat(deliveries).hasSize(2).extracting(each -> each.get("status")).containsOnly("applied");
        assertThat(tenant.request().get("/api/v1/deals").<List<String>>path("items.externalId"))
                .contains("G1", "G2");
        assertThat(rejections(deliveries)).contains("x\u2400y").doesNotContain("\u0000");
    }

    @Test
    void aChangeOfSalesforceWithAMemberNamedWithNulIsApplied() {
        Webhooks webhooks = new Webhooks(tenant, "salesforce", Map.of());
        webhooks.post(
                "1",
                "{\"payload\":{\"ChangeEventHeader\":{\"entityName\":\"Opportunity\",\"recordIds\":[\"0065g00000AbJdE\"],"
                        + "\"changeType\":\"CREATE\",\"transactionKey\":\"t\",\"sequenceNumber\":1,"
                        + "\"commitTimestamp\":1767225600000},\"Amount\":5,\"a\\u0000\":[]}}");

        tenant.request().get("/api/v1/deliveries").then().body("items[0].status", equalTo("applied"));
        assertThat(tenant.request().get("/api/v1/deals").<List<?>>path("items")).hasSize(1);
    }

    @Test
    void aLineOfAFileWithAMemberNamedWithNulIsARejectedRow() {
        String id = tenant.request()
                .config(TestTenant.CSV_IS_TEXT)
                .contentType("application/x-ndjson")
                .body("{\"deal_id\":\"1\",\"stage\":\"S\",\"status\":\"won\"}\n"
                        + "{\"deal_id\":\"2\",\"stage\":\"S\",\"status\":\"won\",\"a\\u0000\":{}}\n"
                        + "{\"deal_id\":\"3\",\"stage\":\"S\",\"status\":\"won\",\"a\\u0000\":1}\n")
                .post("/api/v1/imports/deals")
                .path("id");
        Response job = Awaitility.await().until(() -> tenant.request().get("/api/v1/imports/" + id), state -> !"running"
                .equals(state.path("status")));

        job.then()
                .body("status", equalTo("completed"))
                .body("accepted", equalTo(1))
                .body("rejected", equalTo(2));
    }

    private String rejections(List<Map<String, Object>> deliveries) {
        StringBuilder all = new StringBuilder();
        deliveries.forEach(each -> all.append(
                tenant.request().get("/api/v1/deliveries/" + each.get("id")).<Object>path("delivery.rejections")));
        return all.toString();
    }

    private static String event(String deal, String members) {
        return "{\"type\":\"sales.deal.won\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"data\":{\"dealId\":\"" + deal
                + "\"," + members + "}}";
    }
}
