package dev.kennzahl.ingestion;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.Thorough;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static dev.kennzahl.ingestion.ErasureStory.CHANGES;
import static dev.kennzahl.ingestion.ErasureStory.COMPANY;
import static dev.kennzahl.ingestion.ErasureStory.CUSTOMER;
import static dev.kennzahl.ingestion.ErasureStory.CUSTOMERS;
import static dev.kennzahl.ingestion.ErasureStory.DEAL_CREATED;
import static dev.kennzahl.ingestion.ErasureStory.LEAD;
import static dev.kennzahl.ingestion.ErasureStory.LEAD_CREATED;
import static dev.kennzahl.ingestion.ErasureStory.WORD;
import static dev.kennzahl.ingestion.ErasureStory.keyIn;
import static dev.kennzahl.ingestion.ErasureStory.withPseudonym;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** People who were erased do not come back with what comes in later. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ErasedIntakeTest {
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

    @Test
    void whatComesInAboutThePersonAgainIsSetAside() throws SQLException {
        Map<String, Object> before = story.figures();
        for (String dataset : List.of("customers", "employees", "leads")) {
            before = withPseudonym(
                    before, keyIn(dataset), story.erase(dataset, keyIn(dataset)).path("pseudonym"));
        }
        String id = story.tenant
                .importCsv("customers", CUSTOMERS.replace("Nord", "West"))
                .path("id");
        story.tenant
                .request()
                .get("/api/v1/imports/" + id)
                .then()
                .body("accepted", equalTo(1))
                .body("rejected", equalTo(1));
        assertThat(story.tenant
                        .request()
                        .get("/api/v1/imports/" + id + "/rejections")
                        .asString())
                .contains("\"ERASED\"", "\"line\":2", "\"row\":{}");
        story.tenant.importCsv("deals", CHANGES);
        story.tenant.importCsv(
                "deals", "deal_id,customer_id,stage,status,amount\nD-9,Zwiebelfisch & Söhne,Won,won,much\n");
        story.shop.post("m-1", DEAL_CREATED);
        story.shop.post("m-4", LEAD_CREATED);
        story.hubSpot.post("", COMPANY);

        assertThat(dump.rowsWith(WORD)).isEmpty();
        assertThat(story.figures()).isEqualTo(before);
        story.tenant
                .request()
                .get("/api/v1/deliveries?connection=" + story.shop.connectionId())
                .then()
                .body("items[0].status", equalTo("applied"))
                .body("items[0].events", equalTo(0))
                .body("items[0].rejections.code", equalTo(List.of("ERASED")))
                .body("items[1].duplicates", equalTo(1));
    }

    @Test
    void whatRefersToThePersonCountsForThePseudonym() {
        String pseudonym = story.erase("customers", CUSTOMER).path("pseudonym");
        story.shop.post("m-5", DEAL_CREATED.replace("W-1", "W-2"));
        story.tenant.importCsv("deals", "deal_id,customer_id,stage,status\nD-10,Zwiebelfisch & Söhne,Demo,open\n");

        for (String deal : List.of("W-2", "D-10")) {
            assertThat(story.tenant
                            .request()
                            .get("/api/v1/deals?externalId=" + deal)
                            .<String>path("items[0].customerId"))
                    .isEqualTo(pseudonym);
        }
    }

    @Test
    void factsImportedAgainSayNothingNew() throws SQLException {
        for (String dataset : List.of("customers", "employees", "leads")) {
            story.erase(dataset, keyIn(dataset));
        }
        Map<String, List<String>> before = dump.tables();
        ErasureStory.FACTS.forEach(story.tenant::importCsv);
        Map<String, List<String>> after = dump.tables();

        before.remove("import_job");
        after.remove("import_job");
        assertThat(after).isEqualTo(before);
        assertThat(dump.rowsWith("Ernst")).isEmpty();
    }

    @Test
    void liftedTheKeyMayComeInAgainAndTheErasedStaysErased() throws SQLException {
        String old = story.idOf("customers", CUSTOMER);
        String pseudonym = story.erase("customers", CUSTOMER).path("pseudonym");
        Map<String, Object> before = story.figures();
        String erasure = story.tenant
                .request()
                .get("/api/v1/erasures")
                .then()
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("customer"))
                .body("items[0].pseudonym", equalTo(pseudonym))
                .extract()
                .path("items[0].id");

        story.tenant.request().delete("/api/v1/erasures/" + erasure).then().statusCode(204);

        story.tenant.request().get("/api/v1/erasures").then().body("items", hasSize(0));
        assertThat(story.figures()).isEqualTo(before);
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
        story.tenant.importCsv("customers", CUSTOMERS);
        assertThat(story.idOf("customers", CUSTOMER)).isEqualTo(old);
        story.tenant
                .request()
                .get("/api/v1/customers/" + old)
                .then()
                .body("name", equalTo("Erika Zwiebelfisch"))
                .body("externalId", equalTo(CUSTOMER));
        assertThat(story.figures()).isEqualTo(before);
        story.tenant.request().delete("/api/v1/erasures/" + erasure).then().statusCode(404);
    }

    @Test
    void deliveriesEmptiedAreNotAppliedAgain() {
        story.erase("leads", LEAD);
        int purged = story.tenant
                .request()
                .get("/api/v1/deliveries?connection=" + story.shop.connectionId())
                .<List<?>>path("items")
                .size();

        assertThat(purged).isGreaterThan(2);
        story.tenant
                .request()
                .post("/api/v1/deliveries/replay?connection=" + story.shop.connectionId() + "&status=applied")
                .then()
                .body("deliveries", equalTo(0));
    }
}
