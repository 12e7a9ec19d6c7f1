package dev.kennzahl.ingestion;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** A file that is only tried says what it would change, keeps to it when it is imported, and leaves nothing. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class DryRunTest {
    private static final String HEADER = "deal_id,stage,status,amount,created_at,closed_at,quelle\n";
    private static final String DEALS = HEADER
            + "A,Won,won,100,2026-01-02,2026-03-03,Messe\n"
            + "B,Won,won,7,2026-01-02,2026-04-04,Messe\n"
            + "C,Demo,open,50,2026-02-01,,Messe\n"
            + "D,Lost,lost,9,2026-01-05,2026-03-09,Messe\n";

    /** One changed, one as it is, one that comes back, one new, two bad. */
    private static final String LATER = HEADER
            + "A,Won,won,140.50,2026-01-02,2026-03-03,Web\n"
            + "B,Won,won,7.00,2026-01-02,2026-04-04,Messe\n"
            + "C,Demo,open,much,2026-02-01,,Messe\n"
            + "D,Won,won,9,2026-01-05,2026-03-09,Messe\n"
            + "E,Won,won,1000,2026-05-01,2026-05-20,Messe\n"
            + ",Won,won,1,2026-05-01,2026-05-20,Messe\n";

    @Inject
    AgroalDataSource owner;

    @Inject
    Tenants tenants;

    private TestTenant tenant;
    private TenantDump dump;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
        dump = TenantDump.of(tenant, owner, tenants);
    }

    @Test
    void saysWhichRecordsWouldChangeAndHow() {
        dealsWithOneDeleted();

        JsonPath job = dryRun("deals", LATER);

        assertThat(job.getString("status")).isEqualTo("completed");
        assertThat(job.getBoolean("dryRun")).isTrue();
        assertThat(job.getInt("received")).isEqualTo(6);
        assertThat(job.getInt("accepted")).isEqualTo(4);
        assertThat(job.getInt("rejected")).isEqualTo(2);
        assertThat(job.getBoolean("report.complete")).isTrue();
        assertThat(job.getMap("report.records"))
                .isEqualTo(Map.of("created", 1, "changed", 1, "restored", 1, "unchanged", 1));
        List<Map<String, Object>> ofA = differences(job, "A");
        assertThat(ofA).extracting(difference -> difference.get("field")).contains("amount", "quelle");
        assertThat(ofA)
                .filteredOn(difference -> difference.get("field").equals("amount"))
                .allSatisfy(difference -> {
                    assertThat(difference).containsEntry("before", "100").containsEntry("after", "140.50");
                    assertThat(difference.get("id")).isEqualTo(idOf("A"));
                });
        assertThat(ofA)
                .filteredOn(difference -> difference.get("field").equals("quelle"))
                .extracting(difference -> difference.get("after"))
                .containsOnly("Web");
        assertThat(differences(job, "D"))
                .filteredOn(difference -> difference.get("field").equals("status"))
                .extracting(difference -> difference.get("after"))
                .contains("won");
        assertThat(job.getList("report.differences.record")).containsOnly("A", "D");
        assertThat(tenant.request()
                        .get("/api/v1/imports/" + job.getString("id") + "/rejections")
                        .asString()
                        .lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"line\":4") && line.contains("\"amount\""))
                .anyMatch(line -> line.contains("\"line\":7") && line.contains("\"deal_id\""));
        assertThat(tenant.request()
                        .accept("application/json")
                        .get("/api/v1/imports/" + job.getString("id") + "/rejections")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("line", Integer.class))
                .containsExactly(4, 7);
        assertThat(tenant.request()
                        .accept("*/*")
                        .get("/api/v1/imports/" + job.getString("id") + "/rejections")
                        .contentType())
                .startsWith("application/x-ndjson");
    }

    @Test
    void leavesNothingButTheJobAndWhatItFound() throws SQLException {
        dealsWithOneDeleted();
        tenant.importCsv("orders", "order_id,ordered_at,customer_id,net_amount\nA,2026-03-31,C,10\n");
        Map<String, List<String>> before = data();

        dryRun("deals", LATER.replace("quelle", "neue_spalte"));
        dryRun("orders", "order_id,ordered_at,customer_id,net_amount,farbe\nA,2026-03-31,C,11,rot\n");
        dryRun("customers", "customer_id,name\nK,Globex\n");

        assertThat(data()).isEqualTo(before);
        assertThat(dump.tables().get("import_chunk")).isEmpty();
    }

    @Test
    void theImportThenDoesWhatTheDryRunSaid() {
        dealsWithOneDeleted();
        Map<String, String> wonBefore = months("won_revenue", 2026);
        JsonPath job = dryRun("deals", LATER);
        assertThat(months("won_revenue", 2026)).as("as nobody had tried").isEqualTo(wonBefore);

        JsonPath imported = JsonPath.from(tenant.importCsv("deals", LATER).asString());

        for (String count : List.of("received", "accepted", "rejected")) {
            assertThat(imported.getInt(count)).isEqualTo(job.getInt(count));
        }
        assertThat(imported.getBoolean("dryRun")).isFalse();
        assertThat(imported.<Object>get("report")).isNull();
        LocalDate from = LocalDate.parse(job.getString("report.from"));
        LocalDate to = LocalDate.parse(job.getString("report.to"));
        assertThat(from).isEqualTo(LocalDate.parse("2026-01-01"));
        assertThat(job.<String>getList("report.kpis.kpi"))
                .as("A was open until March, with another amount")
                .contains("won_revenue", "deals_won", "win_rate", "opportunities_created", "open_pipeline_value")
                .doesNotContain("open_pipeline_count");
        for (Map<String, Object> kpi : job.<Map<String, Object>>getList("report.kpis")) {
            String key = (String) kpi.get("kpi");
            if (key.endsWith("_duration")) {
                continue; // what goes on has grown since
            }
            assertThat(value(after(kpi.get("total"))))
                    .as(key)
                    .isEqualTo(ask(key, from, to, "total").getString("series[0].points[0].value"));
            Map<String, String> is = months(key, from, to);
            for (Object month : (List<?>) kpi.get("months")) {
                Map<?, ?> move = (Map<?, ?>) month;
                assertThat(value(after(move))).as(key + move).isEqualTo(is.get(move.get("from")));
                assertThat(value(before(move))).isNotEqualTo(value(after(move)));
            }
        }
    }

    @Test
    void namesTheMonthsThatMoveAndNoOthers() {
        dealsWithOneDeleted();

        JsonPath job = dryRun("deals", LATER);

        Map<String, Object> won = kpi(job, "won_revenue");
        assertThat(won).containsEntry("unit", "money").containsEntry("currency", "EUR");
        assertThat((List<?>) won.get("months"))
                .extracting(
                        month -> ((Map<?, ?>) month).get("from"),
                        month -> ((Map<?, ?>) month).get("to"),
                        month -> value(before(month)),
                        month -> value(after(month)))
                .containsExactly(
                        tuple("2026-03-01", "2026-04-01", "100", "149.50"),
                        tuple("2026-05-01", "2026-06-01", "0", "1000"));
        assertThat(value(before(won.get("total")))).isEqualTo("107");
        assertThat(value(after(won.get("total")))).isEqualTo("1156.50");
    }

    @Test
    void saysFromWhenOnAChangeOfHistoryDiffers() {
        tenant.importCsv("deals", DEALS);

        JsonPath job = dryRun("deals", "deal_id,changed_at,stage,status\nC,2026-02-10T08:00:00Z,Angebot,open\n");

        assertThat(job.getMap("report.records"))
                .isEqualTo(Map.of("created", 0, "changed", 1, "restored", 0, "unchanged", 0));
        assertThat(differences(job, "C"))
                .extracting(
                        difference -> difference.get("field"),
                        difference -> difference.get("before"),
                        difference -> difference.get("after"))
                .contains(tuple("stage", "Demo", "Angebot"));
        assertThat(job.<Object>getList("report.differences.from")).contains("2026-02-10T08:00:00Z");
    }

    @Test
    void triesFactsToo() {
        String header = "order_id,line_no,ordered_at,customer_id,net_amount,farbe\n";
        tenant.importCsv(
                "orders", header + "A,1,2026-03-31,K,10,rot\nA,2,2026-03-31,K,20,rot\nB,1,2026-03-31,K,40,rot\n");
        tenant.request().delete("/api/v1/orders?externalId=B").then().statusCode(204);

        JsonPath job = dryRun(
                "orders",
                header
                        + "A,1,2026-03-31,K,10.0,rot\nA,2,2026-04-01,K,25,rot\nB,1,2026-03-31,K,40,rot\nC,1,2026-03-31,K,x,\n"
                        + "C,2,2026-03-31,K,1,\n");

        assertThat(job.getMap("report.records"))
                .isEqualTo(Map.of("created", 1, "changed", 1, "restored", 1, "unchanged", 1));
        assertThat(job.<Map<String, Object>>getList("report.differences"))
                .extracting(
                        difference -> difference.get("record"),
                        difference -> difference.get("from"),
                        difference -> difference.get("field"),
                        difference -> difference.get("before"),
                        difference -> difference.get("after"))
                .containsExactly(
                        tuple("A", null, "net_amount", "20", "25"),
                        tuple("A", null, "ordered_at", "2026-03-30T22:00:00Z", "2026-03-31T22:00:00Z"));
        assertThat(tenant.request().get("/api/v1/orders").<List<?>>path("items"))
                .hasSize(2);
    }

    @Test
    void aFileThatIsThereAlreadyChangesNothing() {
        tenant.importCsv("deals", DEALS);

        JsonPath job = dryRun("deals", DEALS);

        assertThat(job.getMap("report.records"))
                .isEqualTo(Map.of("created", 0, "changed", 0, "restored", 0, "unchanged", 4));
        assertThat(job.getList("report.differences")).isEmpty();
        assertThat(job.getList("report.kpis")).isEmpty();
        assertThat(job.<Object>get("report.from")).isNull();
    }

    @Test
    void aFileThatBreaksOffFailsAsItsImportWouldAndSaysWhatTheRestDid() {
        JsonPath job = dryRun("deals", DEALS + "E,\"Won");

        assertThat(job.getString("status")).isEqualTo("failed");
        assertThat(job.getString("error")).isNotEmpty();
        assertThat(job.getBoolean("report.complete")).isFalse();
        JsonPath imported =
                JsonPath.from(tenant.importCsv("deals", DEALS + "E,\"Won").asString());
        assertThat(imported.getString("error")).isEqualTo(job.getString("error"));
        assertThat(imported.getInt("accepted")).isEqualTo(job.getInt("accepted"));
        assertThat(tenant.request().get("/api/v1/deals").<List<?>>path("items"))
                .hasSize(job.getInt("report.records.created"));
    }

    @Test
    void whoMistypesHasNotImported() {
        for (String wrong : List.of("=True", "=yes", "=1", "=", "")) {
            post(tenant.request(), "deals?dryRun" + wrong, DEALS)
                    .statusCode(400)
                    .body("code", equalTo("INVALID_VALUE"))
                    .body("field", equalTo("dryRun"));
        }
        assertThat(tenant.request().get("/api/v1/deals").<List<?>>path("items")).isEmpty();
        post(tenant.request(), "deals?dryRun=false", DEALS).statusCode(202).body("dryRun", equalTo(false));
    }

    @Test
    void onlyWhoMayReadSeesWhatItFound() {
        String key = tenant.request()
                .contentType("application/json")
                .body(Map.of("name", "writes", "roles", List.of("ingest")))
                .post("/api/v1/api-keys")
                .path("key");
        String id = dryRun("deals", DEALS).getString("id");

        post(RestAssured.given().header("X-API-Key", key), "deals?dryRun=true", DEALS)
                .statusCode(403)
                .body("code", equalTo("FORBIDDEN"));
        RestAssured.given()
                .header("X-API-Key", key)
                .get("/api/v1/imports/" + id)
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("report", nullValue());
    }

    @Test
    void anIdempotencyKeyOfADryRunDoesNotStandForTheImport() {
        String path = "deals?dryRun=true";
        String first = post(tenant.request().header("Idempotency-Key", "k-1"), path, DEALS)
                .statusCode(202)
                .extract()
                .path("id");
        post(tenant.request().header("Idempotency-Key", "k-1"), path, DEALS)
                .statusCode(202)
                .body("id", equalTo(first));

        post(tenant.request().header("Idempotency-Key", "k-1"), "deals", DEALS)
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
    }

    @Test
    void countsRowsAboutErasedPeopleAndForgetsExamplesWhenSomebodyIsErased() throws SQLException {
        String customers = "customer_id,name,region\nK-1,Erika Zwiebelfisch,Nord\nK-2,Globex,Nord\n";
        tenant.importCsv("customers", customers);
        JsonPath before = dryRun("customers", customers.replace("Zwiebelfisch", "Zwiebelfisch-Kahn"));
        assertThat(before.<String>getList("report.differences.after")).containsExactly("Erika Zwiebelfisch-Kahn");
        String erika = tenant.request().get("/api/v1/customers?externalId=K-1").path("items[0].id");

        tenant.request().post("/api/v1/customers/" + erika + "/erasure").then().statusCode(200);

        assertThat(dump.rowsWith("zwiebelfisch")).isEmpty();
        tenant.request()
                .get("/api/v1/imports/" + before.getString("id"))
                .then()
                .body("report.records.changed", equalTo(1));
        JsonPath after = dryRun("customers", customers.replace("Nord", "Süd"));
        assertThat(after.getLong("report.erased")).isEqualTo(1);
        assertThat(after.getInt("rejected")).isEqualTo(1);
        assertThat(after.getList("report.differences.record")).containsOnly("K-2");
        assertThat(dump.rowsWith("zwiebelfisch")).isEmpty();
    }

    private void dealsWithOneDeleted() {
        tenant.importCsv("deals", DEALS);
        tenant.request().delete("/api/v1/deals?externalId=D").then().statusCode(204);
    }

    private JsonPath dryRun(String dataset, String csv) {
        return JsonPath.from(tenant.importCsv(dataset, csv, "dryRun=true").asString());
    }

    private static ValidatableResponse post(RequestSpecification request, String path, String csv) {
        return request.config(TestTenant.CSV_IS_TEXT)
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/imports/" + path)
                .then();
    }

    private String idOf(String deal) {
        return tenant.request().get("/api/v1/deals?externalId=" + deal).path("items[0].id");
    }

    private static List<Map<String, Object>> differences(JsonPath job, String record) {
        return job.<Map<String, Object>>getList("report.differences").stream()
                .filter(difference -> difference.get("record").equals(record))
                .toList();
    }

    private static Map<String, Object> kpi(JsonPath job, String key) {
        return job.<Map<String, Object>>getList("report.kpis").stream()
                .filter(kpi -> kpi.get("kpi").equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Object before(Object move) {
        return ((Map<?, ?>) move).get("before");
    }

    private static Object after(Object move) {
        return ((Map<?, ?>) move).get("after");
    }

    private static Object value(Object value) {
        return ((Map<?, ?>) value).get("value");
    }

    private Map<String, String> months(String kpi, int year) {
        return months(kpi, LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    private Map<String, String> months(String kpi, LocalDate from, LocalDate to) {
        Map<String, String> months = new TreeMap<>();
        ask(kpi, from, to, "month")
                .<Map<String, Object>>getList("series[0].points")
                .forEach(point -> months.put((String) point.get("from"), (String) point.get("value")));
        return months;
    }

    private JsonPath ask(String kpi, LocalDate from, LocalDate to, String grain) {
        return JsonPath.from(tenant.request()
                .get("/api/v1/kpis/" + kpi + "/values?from=" + from + "&to=" + to + "&grain=" + grain)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** All that is stored of the tenant but the imports themselves. */
    private Map<String, List<String>> data() throws SQLException {
        Map<String, List<String>> tables = dump.tables();
        tables.remove("import_job");
        tables.remove("import_rejection");
        return tables;
    }
}
