package dev.kennzahl.ingestion;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static dev.kennzahl.ingestion.ErasureStory.CUSTOMER;
import static dev.kennzahl.ingestion.ErasureStory.EMPLOYEE;
import static dev.kennzahl.ingestion.ErasureStory.LEAD;
import static dev.kennzahl.ingestion.ErasureStory.WORD;
import static dev.kennzahl.ingestion.ErasureStory.keyIn;
import static dev.kennzahl.ingestion.ErasureStory.nameIn;
import static dev.kennzahl.ingestion.ErasureStory.withPseudonym;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** A person is erased on request: no trace of it is left in the database, and no figure differs, now or in retrospect. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ErasureTest {
    @Inject
    AgroalDataSource owner;

    @Inject
    TenantTransactions transactions;

    @Inject
    HistoryRebuild rebuild;

    @Inject
    Tenants tenants;

    private ErasureStory story;
    private TenantDump dump;

    @BeforeEach
    void aCompanyWithAPersonInEveryPlace() {
        story = new ErasureStory();
        dump = TenantDump.of(story.tenant, owner, tenants);
    }

    @ParameterizedTest
    @ValueSource(strings = {"customers", "employees", "leads"})
    void leavesNoTraceAndNoFigureDiffers(String dataset) throws SQLException {
        String key = keyIn(dataset);
        Map<String, Object> before = story.figures();
        JsonPath report = story.erase(dataset, key).jsonPath();
        String pseudonym = report.getString("pseudonym");

        assertThat(pseudonym).matches("erased-[a-z0-9]{12}");
        for (String count : List.of("versions", "events", "references", "deliveries")) {
            assertThat(report.getInt(count)).as(count).isPositive();
        }
        assertThat(story.figures()).isEqualTo(withPseudonym(before, key, pseudonym));
        for (String word : Set.of(key, nameIn(dataset))) {
            assertThat(dump.rowsWith(word)).as(word).isEmpty();
        }
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    @Test
    void leavesNoTraceOfAnybodyOnceAllAreErased() throws SQLException {
        assertThat(dump.rowsWith(WORD).stream()
                        .map(row -> row.replaceFirst(":.*", "").strip()))
                .as("before, it is everywhere")
                .contains(
                        "activity",
                        "change_event",
                        "connection",
                        "contract",
                        "cost",
                        "customer_version",
                        "deal_version",
                        "delivery",
                        "employee_version",
                        "forecast_adjustment",
                        "forecast_submission",
                        "import_rejection",
                        "lead_version",
                        "order_line",
                        "record",
                        "superseded_event",
                        "survey_response",
                        "target");
        Map<String, Object> before = story.figures();
        for (String dataset : List.of("customers", "employees", "leads")) {
            String pseudonym = story.erase(dataset, keyIn(dataset)).path("pseudonym");
            before = withPseudonym(before, keyIn(dataset), pseudonym);
        }

        assertThat(dump.rowsWith(WORD)).isEmpty();
        assertThat(story.figures()).isEqualTo(before);
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    @Test
    void keepsTheRecordUnderItsIdWithoutWhatIsPersonal() {
        String id = story.idOf("customers", CUSTOMER);
        String pseudonym = story.erase("customers", CUSTOMER).path("pseudonym");

        story.tenant
                .request()
                .get("/api/v1/customers/" + id)
                .then()
                .statusCode(200)
                .body("externalId", equalTo(pseudonym))
                .body("name", nullValue())
                .body("region", equalTo("West"))
                .body("industry", equalTo("Retail"));
        assertThat(story.tenant.request().get("/api/v1/deals?externalId=D-1").<String>path("items[0].name"))
                .isEqualTo("Lamps for " + pseudonym);
    }

    /** The address of the customer's husband stands in deals and orders of hers alone, that of the seller in others' as well. */
    @Test
    void leavesNoAddressThatLeadsToNobodyElse() throws SQLException {
        story.tenant.importCsv(
                "deals",
                """
                deal_id,name,customer_id,stage,status,amount,closed_at,contact_email,seller
                M-1,ANGEBOT FÜR ERIKA ZWIEBELFISCH,Zwiebelfisch & Söhne,Won,won,10,2026-02-20,Otto.Z@mail.example,anna@us.example
                M-2,Lamps,Zwiebelfisch & Söhne,Won,won,5,2026-02-21,Otto.Z@mail.example,anna@us.example
                M-3,Doors,C-2,Won,won,3,2026-02-22,max@mail.example,anna@us.example
                """);
        story.tenant.importCsv(
                "orders",
                "order_id,ordered_at,customer_id,net_amount,remark\nO-7,2026-02-03,Zwiebelfisch & Söhne,1,\"Ask otto.z@mail.example, please\"\n");
        Map<String, String> byContact = wonBy("contact_email");
        Map<String, String> bySeller = wonBy("seller");

        story.erase("customers", CUSTOMER);

        assertThat(dump.rowsWith("otto.z")).isEmpty();
        assertThat(dump.rowsWith("erika zwiebelfisch")).isEmpty();
        assertThat(wonBy("seller")).isEqualTo(bySeller);
        Map<String, String> after = wonBy("contact_email");
        assertThat(after.get("max@mail.example")).isEqualTo(byContact.get("max@mail.example"));
        assertThat(after.entrySet())
                .filteredOn(group -> group.getKey().startsWith("erased-"))
                .extracting(Map.Entry::getValue)
                .containsExactly(byContact.get("Otto.Z@mail.example"))
                .containsExactly("15");
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    private Map<String, String> wonBy(String attribute) {
        JsonPath found = story.tenant
                .request()
                .get("/api/v1/kpis/won_revenue/values?from=2026-01-01&to=2026-04-01&grain=total&groupBy=" + attribute)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        Map<String, String> groups = new TreeMap<>();
        for (int i = 0; i < found.getList("series").size(); i++) {
            String series = "series[" + i + "].";
            groups.put(
                    Objects.toString(found.getString(series + "group." + attribute)),
                    found.getString(series + "points[0].value"));
        }
        return groups;
    }

    @Test
    void erasingTwiceChangesNothingMore() throws SQLException {
        String id = story.idOf("leads", LEAD);
        String pseudonym = story.erase("leads", LEAD).path("pseudonym");
        Map<String, List<String>> after = dump.tables();

        story.tenant
                .request()
                .post("/api/v1/leads/" + id + "/erasure")
                .then()
                .statusCode(200)
                .body("pseudonym", equalTo(pseudonym))
                .body("versions", equalTo(0))
                .body("events", equalTo(0))
                .body("references", equalTo(0))
                .body("deliveries", equalTo(0))
                .body("rejections", equalTo(0));
        assertThat(dump.tables()).isEqualTo(after);
    }

    @Test
    void anotherTenantWithTheSameKeyIsUntouched() throws SQLException {
        TenantDump others = TenantDump.of(new ErasureStory().tenant, owner, tenants);
        Map<String, List<String>> before = others.tables();

        story.erase("customers", CUSTOMER);

        assertThat(others.tables()).isEqualTo(before);
    }

    @Test
    void aShortKeyGoesWhereItIsMeantAndStaysWhereItMeansSomethingElse() {
        story.tenant.importCsv("customers", "customer_id,name,region\n17,Ida,17\n");
        story.tenant.importCsv(
                "deals",
                "deal_id,name,customer_id,region,stage,status,amount,floor\nD-17,Ida,17,17,Won,won,17,17\n"
                        + "D-18,17,C-2,17,17,won,17,17\n");
        String pseudonym = story.erase("customers", "17").path("pseudonym");

        story.tenant
                .request()
                .get("/api/v1/deals?externalId=D-17")
                .then()
                .body("items[0].customerId", equalTo(pseudonym))
                .body("items[0].name", equalTo(pseudonym))
                .body("items[0].region", equalTo("17"))
                .body("items[0].amount", equalTo("17"))
                .body("items[0].customAttributes.floor", equalTo("17"));
        story.tenant
                .request()
                .get("/api/v1/deals?externalId=D-18")
                .then()
                .body("items[0].customerId", equalTo("C-2"))
                .body("items[0].name", equalTo("17"))
                .body("items[0].stage", equalTo("17"));
    }

    @Test
    void recordsThatBecameOneAreErasedTogether() throws SQLException {
        String contacts =
                """
                [{"eventId":11,"portalId":7,"occurredAt":1768000000000,"subscriptionType":"contact.propertyChange","objectId":881188,
                  "propertyName":"lastname","propertyValue":"Radieschen"},
                 {"eventId":12,"portalId":7,"occurredAt":1768000000000,"subscriptionType":"contact.propertyChange","objectId":882288,
                  "propertyName":"email","propertyValue":"rosa@radieschen.example"},
                 {"eventId":13,"portalId":7,"occurredAt":1768000100000,"subscriptionType":"contact.merge","primaryObjectId":881188,
                  "mergedObjectIds":[882288]}]""";
        story.hubSpot.post("", contacts);
        story.erase("leads", "881188");

        assertThat(dump.rowsWith("radieschen")).isEmpty();
        assertThat(dump.rowsWith("881188")).isEmpty();
        assertThat(dump.rowsWith("882288")).isEmpty();
        story.hubSpot.post("", contacts);
        assertThat(dump.rowsWith("radieschen")).isEmpty();
        List<String> erasures = story.tenant.request().get("/api/v1/erasures").path("items.id");
        assertThat(erasures).hasSize(2);
        erasures.forEach(id ->
                story.tenant.request().delete("/api/v1/erasures/" + id).then().statusCode(204));
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    @Test
    void isForAdminsAndForRecordsThatAreThere() {
        for (String id : List.of(UUID.randomUUID().toString(), "x", story.idOf("employees", EMPLOYEE))) {
            story.tenant
                    .request()
                    .post("/api/v1/customers/" + id + "/erasure")
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("NOT_FOUND"));
        }
        String viewer = story.tenant
                .request()
                .contentType("application/json")
                .body(Map.of("name", "v", "roles", List.of("viewer", "ingest")))
                .post("/api/v1/api-keys")
                .path("key");
        io.restassured.RestAssured.given()
                .header("X-API-Key", viewer)
                .post("/api/v1/customers/" + story.idOf("customers", CUSTOMER) + "/erasure")
                .then()
                .statusCode(403);
    }
}
