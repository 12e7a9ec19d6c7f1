package dev.kennzahl.ingestion;

import java.sql.SQLException;
import java.util.List;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** What HubSpot says of a contact who wants to be forgotten is done as an erasure on request is. */
@QuarkusTest
@Thorough
@QuarkusTestResource(TestDatabase.class)
class PrivacyDeletionTest {
    private static final String CONTACT = "900114477";
    private static final List<String> PERSONAL = List.of(
            "zwiebelfisch",
            "linkedin.example",
            "4917055",
            "Schrebergasse",
            CONTACT,
            "Zwiebelfisch GmbH",
            "new-address");

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
    private TenantDump dump;

    @BeforeEach
    void aContactOfWhomMuchIsKnown() {
        tenant = TestTenant.create();
        hubSpot = Webhooks.hubSpot(tenant);
        dump = TenantDump.of(tenant, owner, tenants);
        hubSpot.post("", items(event("contact.creation", 0, "'objectId':" + CONTACT)));
        hubSpot.post(
                "",
                items(
                        property("email", "erika@zwiebelfisch.example", 1),
                        property("firstname", "Zwiebelfisch", 2),
                        property("company", "Zwiebelfisch GmbH", 3),
                        property("hs_linkedin_url", "https://linkedin.example/ez", 4),
                        property("hs_calculated_phone_number", "+4917055", 5),
                        property("home_street", "Schrebergasse 3", 6)));
        tenant.importCsv(
                "deals",
                "deal_id,lead_id,name,stage,status,amount,closed_at\nD-1," + CONTACT
                        + ",x,Won,won,70,2026-02-01\nD-2,,y,Won,won,7,2026-02-01\n");
    }

    @Test
    void nothingOfThePersonIsLeftAndDealsCountAsBefore() throws SQLException {
        assertThat(dump.rowsWith("zwiebelfisch")).isNotEmpty();
        assertThat(wonRevenue()).isEqualTo("77");

        hubSpot.post("", items(privacyDeletion(), event("contact.deletion", 11, "'objectId':" + CONTACT)));

        for (String word : PERSONAL) {
            assertThat(dump.rowsWith(word)).as(word).isEmpty();
        }
        assertThat(wonRevenue()).isEqualTo("77");
        tenant.request()
                .get("/api/v1/erasures")
                .then()
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("lead"));
        String pseudonym = tenant.request().get("/api/v1/erasures").path("items[0].pseudonym");
        tenant.request().get("/api/v1/deals?externalId=D-1").then().body("items[0].leadId", equalTo(pseudonym));
        dump.assertThatHistoryFollowsFromEvents(transactions, rebuild);
    }

    @Test
    void whatIsSaidOfThePersonLaterIsNotTakenIn() throws SQLException {
        hubSpot.post("", items(privacyDeletion()));
        hubSpot.post("", items(property("email", "new-address@zwiebelfisch.example", 20)));
        hubSpot.post("", items(property("company", "Zwiebelfisch GmbH", -5), deal("8")));
        hubSpot.post("", items(privacyDeletion()));

        for (String word : PERSONAL) {
            assertThat(dump.rowsWith(word)).as(word).isEmpty();
        }
        tenant.request().get("/api/v1/deals?externalId=500").then().body("items[0].amount", equalTo("8"));
        tenant.request().get("/api/v1/erasures").then().body("items", hasSize(1));
    }

    @Test
    void whatComesWithItInOneTurnIsTakenInAndGoesToo() throws SQLException {
        hubSpot.send("", items(property("email", "new-address@zwiebelfisch.example", 20), deal("7"), privacyDeletion()))
                .statusCode(202);
        hubSpot.post("", items(deal("9")));
        hubSpot.post("", items(deal("10")));

        for (String word : PERSONAL) {
            assertThat(dump.rowsWith(word)).as(word).isEmpty();
        }
        tenant.request().get("/api/v1/deals?externalId=500").then().body("items[0].amount", equalTo("10"));
    }

    private String wonRevenue() {
        return tenant.request()
                .get("/api/v1/kpis/won_revenue/values?from=2026-01-01&to=2026-04-01")
                .path("series[0].points[0].value");
    }

    private static String privacyDeletion() {
        return event("contact.privacyDeletion", 10, "'objectId':" + CONTACT);
    }

    private static String property(String name, String value, long after) {
        return event(
                "contact.propertyChange",
                after,
                "'objectId':" + CONTACT + ",'propertyName':'" + name + "','propertyValue':'" + value + "'");
    }

    private static String deal(String amount) {
        return event(
                "deal.propertyChange",
                Long.parseLong(amount),
                "'objectId':500,'propertyName':'amount','propertyValue':'" + amount + "'");
    }

    private static String event(String subscription, long after, String members) {
        return "{'eventId':1,'portalId':5,'occurredAt':" + (1_767_225_600_000L + after) + ",'subscriptionType':'"
                + subscription + "'," + members + "}";
    }

    private static String items(String... events) {
        return ("[" + String.join(",", events) + "]").replace('\'', '"');
    }
}
