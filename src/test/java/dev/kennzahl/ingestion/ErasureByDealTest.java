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

import static dev.kennzahl.ingestion.ErasureStory.CUSTOMER;
import static dev.kennzahl.ingestion.ErasureStory.LEAD;
import static org.assertj.core.api.Assertions.assertThat;

/** A person goes also from the texts of what names only one of its deals or leads. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class ErasureByDealTest {
    private static final String ADDRESS = "erika@zwiebelfisch.example";

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
    void aCallAboutADealOfACustomerIsAboutTheCustomer() throws SQLException {
        leadsAndDealsOfTheCustomer();
        story.tenant.importCsv(
                "activities",
                """
                activity_id,occurred_at,type,deal_id,lead_id,remark
                N-1,2026-02-01,mail,D-2,,from Erika@Zwiebelfisch.example
                N-2,2026-02-01,mail,,N-L1,from erika@zwiebelfisch.example
                N-3,2026-02-01,mail,N-D1,,call Erika Zwiebelfisch
                N-4,2026-02-01,mail,N-D2,,call Erika Zwiebelfisch
                N-5,2026-02-01,mail,,N-L2,call Erika Zwiebelfisch
                N-6,2026-02-01,mail,,N-L3,call Erika Zwiebelfisch
                N-7,2026-02-01,mail,D-2,,otto@mail.example
                N-8,2026-02-01,mail,D-4,,max@mail.example
                """);
        story.tenant.importCsv(
                "orders",
                "order_id,ordered_at,customer_id,deal_id,net_amount,ship_to\nN-O,2026-02-03,C-2,D-2,1,Erika Zwiebelfisch\n");
        Map<String, Object> before = story.figures();

        String pseudonym = story.erase("customers", CUSTOMER).path("pseudonym");

        assertThat(story.figures()).isEqualTo(ErasureStory.withPseudonym(before, CUSTOMER, pseudonym));
        for (String word : List.of(ADDRESS, "erika zwiebelfisch", "otto@mail.example", CUSTOMER)) {
            assertThat(dump.rowsWith(word)).as(word).isEmpty();
        }
        assertThat(dump.rowsWith("max@mail.example")).isNotEmpty();
        assertThat(remarkOf("N-4")).isEqualTo("call " + pseudonym);
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    /** Of the customer are a lead and its two deals, and a deal with its two leads; one of each pair says so itself. */
    private void leadsAndDealsOfTheCustomer() {
        story.tenant.importCsv(
                "leads",
                """
                lead_id,created_at,customer_id,deal_id,remark
                N-L1,2026-01-02,Zwiebelfisch & Söhne,N-D2,
                N-L2,2026-01-02,,,for Erika Zwiebelfisch
                N-L3,2026-01-02,,N-D3,for Erika Zwiebelfisch
                """);
        story.tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,customer_id,lead_id,name
                N-D1,Demo,open,,N-L1,for Erika Zwiebelfisch
                N-D2,Demo,open,,,for Erika Zwiebelfisch
                N-D3,Demo,open,Zwiebelfisch & Söhne,N-L2,for Erika Zwiebelfisch
                """);
    }

    @Test
    void aCallAboutTheDealOfALeadIsAboutTheLeadAndNoOther() throws SQLException {
        story.tenant.importCsv("leads", "lead_id,created_at,deal_id,mail\nN-L4,2026-01-02,D-1,berta@mail.example\n");
        story.tenant.importCsv(
                "activities",
                """
                activity_id,occurred_at,type,deal_id,remark
                N-1,2026-02-01,mail,D-1,call Emil Zwiebelfisch
                N-2,2026-02-01,mail,D-4,call Berta
                """);
        story.erase("leads", LEAD);

        assertThat(dump.rowsWith("emil zwiebelfisch")).isEmpty();
        assertThat(remarkOf("N-2")).isEqualTo("call Berta");
        assertThat(dump.rowsWith("berta@mail.example"))
                .as("of another person with the same deal")
                .isNotEmpty();
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    @Test
    void aLeadIsKnownByTheKeysOfThoseItWasMergedWith() throws SQLException {
        story.hubSpot.post(
                "",
                """
                [{"eventId":11,"portalId":7,"occurredAt":1768000000000,"subscriptionType":"contact.propertyChange","objectId":881188,
                  "propertyName":"customer_id","propertyValue":"Zwiebelfisch & Söhne"},
                 {"eventId":12,"portalId":7,"occurredAt":1768000000000,"subscriptionType":"contact.creation","objectId":882288}]""");
        story.tenant.importCsv(
                "activities",
                "activity_id,occurred_at,type,lead_id,remark\nN-1,2026-02-01,mail,882288,call Erika Zwiebelfisch\n");
        story.hubSpot.post(
                "",
                """
                [{"eventId":13,"portalId":7,"occurredAt":1768000100000,"subscriptionType":"contact.merge","primaryObjectId":882288,
                  "mergedObjectIds":[881188]}]""");
        story.erase("customers", CUSTOMER);

        assertThat(dump.rowsWith("erika zwiebelfisch")).isEmpty();
    }

    /** Whoever is named as the contact is the person, unless others name the same; words that are no name mean what they say. */
    @Test
    void aContactThatNobodyElseNamesIsThePerson() throws SQLException {
        story.tenant.importCsv(
                "leads",
                """
                lead_id,created_at,customer_id,owner_id,person,contact,full_name
                N-L5,2026-01-02,,E-2,Rosa Radieschen,Ernst Zwiebelfisch,
                N-L6,2026-01-02,,E-2,,Per Telefon,Pia Petersilie
                N-L7,2026-01-02,,E-2,,Per Telefon,
                """);
        story.tenant.importCsv(
                "deals",
                """
                deal_id,stage,status,lead_id,name,note
                N-D5,Demo,open,N-L5,Lamps for Rosa Radieschen,sold by Ernst Zwiebelfisch
                N-D6,Demo,open,N-L6,Desks for Pia Petersilie,Per Telefon
                """);
        story.erase("leads", "N-L5");
        story.erase("leads", "N-L6");

        for (String name : List.of("rosa radieschen", "pia petersilie")) {
            assertThat(dump.rowsWith(name)).as(name).isEmpty();
        }
        assertThat(noteOf("N-D5")).isEqualTo("sold by Ernst Zwiebelfisch");
        assertThat(noteOf("N-D6")).isEqualTo("Per Telefon");
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    private String remarkOf(String activity) {
        return story.tenant
                .request()
                .get("/api/v1/activities?externalId=" + activity)
                .path("items[0].customAttributes.remark");
    }

    private String noteOf(String deal) {
        return story.tenant.request().get("/api/v1/deals?externalId=" + deal).path("items[0].customAttributes.note");
    }
}
