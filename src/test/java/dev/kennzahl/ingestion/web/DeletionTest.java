package dev.kennzahl.ingestion.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.Soon;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;

/** What came in files can be taken back, is gone from then on and not before, and comes back with a later file. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeletionTest {
    private static final String ORDERS =
            "order_id,line_no,ordered_at,customer_id,net_amount\nA,1,2026-03-31,C,10\nA,2,2026-03-31,C,20\nB,1,2026-03-31,C,40\n";
    private static final String DEALS =
            "deal_id,stage,status,amount,created_at,closed_at\nX,Won,won,100,2026-01-02,2026-03-03\nY,Won,won,7,2026-01-02,2026-03-03\n";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void aFactIsGoneFromNowOnAndComesBackWithALaterFile() {
        tenant.importCsv("orders", ORDERS);
        JsonPath line = get("/api/v1/orders?externalId=B");
        String id = line.getString("items[0].id");

        assertThat(delete("orders/" + id)).isEqualTo(204);

        tenant.request().get("/api/v1/orders/" + id).then().statusCode(404);
        assertThat(get("/api/v1/orders").<String>getList("items.netAmount")).containsExactlyInAnyOrder("10", "20");
        assertThat(get("/api/v1/orders/" + id + "?asOf=" + line.getString("items[0].knownFrom"))
                        .getString("netAmount"))
                .isEqualTo("40");
        assertThat(delete("orders/" + id)).as("there is none any more").isEqualTo(404);

        tenant.importCsv("orders", ORDERS);
        assertThat(get("/api/v1/orders/" + id).getString("netAmount")).isEqualTo("40");
        assertThat(get("/api/v1/orders/" + id + "/history").getList("items")).hasSize(2);
    }

    @Test
    void anOrderIsDeletedByItsKeyWithAllItsLines() {
        tenant.importCsv("orders", ORDERS);

        assertThat(delete("orders?externalId=A")).isEqualTo(204);

        assertThat(get("/api/v1/orders").<String>getList("items.externalId")).containsExactly("B");
        assertThat(delete("orders?externalId=A")).isEqualTo(404);
        assertThat(delete("orders")).as("never everything").isEqualTo(400);
    }

    @Test
    void aDealIsDeletedFromNowOnAndFiguresFollow() {
        tenant.importCsv("deals", DEALS);
        JsonPath before = won("");
        String id = get("/api/v1/deals?externalId=X").getString("items[0].id");

        assertThat(delete("deals/" + id)).isEqualTo(204);

        assertThat(get("/api/v1/deals/" + id).getString("status")).isEqualTo("deleted");
        assertThat(value(before)).isEqualTo("107");
        assertThat(value(won(""))).isEqualTo("7");
        assertThat(value(won("&asOf=" + before.getString("watermark")))).isEqualTo("107");
        int versions = get("/api/v1/deals/" + id + "/history").getList("items").size();
        assertThat(delete("deals/" + id)).as("deleted already").isEqualTo(204);
        assertThat(get("/api/v1/deals/" + id + "/history").getList("items")).hasSize(versions);
    }

    @Test
    void aDealComesBackWithALaterFileAlsoWithTheSameOne() {
        tenant.importCsv("deals", DEALS);
        delete("deals?externalId=X");
        delete("deals?externalId=Y");

        tenant.importCsv("deals", "deal_id,stage,status,amount,closed_at\nX,Won,won,90,2026-03-03\n");
        assertThat(value(won(""))).isEqualTo("90");
        tenant.importCsv("deals", DEALS);
        assertThat(value(won(""))).isEqualTo("107");
        String watermark = won("").getString("watermark");
        tenant.importCsv("deals", DEALS);
        assertThat(won("").getString("watermark")).isEqualTo(watermark);

        delete("deals?externalId=X");
        assertThat(value(won(""))).as("deleted again").isEqualTo("7");
    }

    @Test
    void aRowOfHistoryDoesNotBringADeletedDealBack() {
        tenant.importCsv("deals", DEALS);
        delete("deals?externalId=X");

        tenant.importCsv("deals", "deal_id,changed_at,stage,status\nX,2026-02-01,Demo,open\n");

        assertThat(get("/api/v1/deals?externalId=X").getString("items[0].status"))
                .isEqualTo("deleted");
    }

    @ParameterizedTest
    @CsvSource({"leads,lead", "products,product", "employees,employee", "customers,customer"})
    void everyKindOfRecordIsDeletedAndBroughtBack(String dataset, String entity) {
        boolean isLead = entity.equals("lead");
        String file =
                entity + "_id,name" + (isLead ? ",created_at" : "") + "\nX,One" + (isLead ? ",2026-01-01" : "") + "\n";
        tenant.importCsv(dataset, file);
        String status = get("/api/v1/" + dataset).getString("items[0].status");

        assertThat(delete(dataset + "?externalId=X")).isEqualTo(204);
        assertThat(get("/api/v1/" + dataset).getString("items[0].status")).isEqualTo("deleted");
        tenant.importCsv(dataset, file);
        assertThat(get("/api/v1/" + dataset).getString("items[0].status")).isEqualTo(status);
    }

    @Test
    void whatACrmSentIsTheCrmsToDelete() throws GeneralSecurityException {
        aCrmSends(
                """
                {"specversion":"1.0","id":"1","source":"/crm","type":"sales.deal.created","subject":"D-1",
                 "time":"2026-03-01T00:00:00Z","data":{"dealId":"D-1","stage":"Demo","status":"open","amount":"5"}}
                """);
        List<String> ids =
                Soon.await().until(() -> get("/api/v1/deals").getList("items.id"), found -> !found.isEmpty());
        String externalId = get("/api/v1/deals").getString("items[0].externalId");

        assertThat(delete("deals/" + ids.get(0))).isEqualTo(409);
        assertThat(delete("deals?externalId=" + externalId)).isEqualTo(409);
        tenant.importCsv("deals", "deal_id,stage,status\n" + externalId + ",Demo,open\n");
        assertThat(delete("deals?externalId=" + externalId))
                .as("the one of the file is ours")
                .isEqualTo(204);
        assertThat(get("/api/v1/deals?status=open").<String>getList("items.id")).isEqualTo(ids);
    }

    @Test
    void onlyWhoMayWriteDeletesAndOnlyWhatIsItsOwn() {
        tenant.importCsv("orders", ORDERS);
        String id = get("/api/v1/orders").getString("items[0].id");
        String viewer = tenant.request()
                .contentType("application/json")
                .body(Map.of("name", "looks", "roles", List.of("viewer")))
                .post("/api/v1/api-keys")
                .path("key");

        RestAssured.given()
                .header("X-API-Key", viewer)
                .delete("/api/v1/orders/" + id)
                .then()
                .statusCode(403);
        TestTenant.create().request().delete("/api/v1/orders/" + id).then().statusCode(404);
        assertThat(delete("dreams/" + id)).isEqualTo(404);
        assertThat(delete("orders/abc")).isEqualTo(404);
        assertThat(get("/api/v1/orders").getList("items")).hasSize(3);
    }

    private void aCrmSends(String event) throws GeneralSecurityException {
        byte[] key = new byte[32];
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        String url = tenant.request()
                .contentType("application/json")
                .body(Map.of("sender", "cloudevents", "name", "crm", "secret", secret))
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
        String seconds = Long.toString(Instant.now().getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] signature = mac.doFinal(("1." + seconds + "." + event).getBytes(StandardCharsets.UTF_8));
        RestAssured.given()
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/cloudevents+json", ContentType.TEXT)))
                .contentType("application/cloudevents+json")
                .header("webhook-id", "1")
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature))
                .body(event.getBytes(StandardCharsets.UTF_8))
                .post(URI.create(url).getPath())
                .then()
                .statusCode(202);
    }

    private int delete(String path) {
        return tenant.request().delete("/api/v1/" + path).statusCode();
    }

    private JsonPath won(String more) {
        return get("/api/v1/kpis/won_revenue/values?from=2026-01-01&to=2027-01-01" + more);
    }

    private static String value(JsonPath answer) {
        return answer.getString("series[0].points[0].value");
    }

    private JsonPath get(String path) {
        return JsonPath.from(
                tenant.request().get(path).then().statusCode(200).extract().asString());
    }
}
