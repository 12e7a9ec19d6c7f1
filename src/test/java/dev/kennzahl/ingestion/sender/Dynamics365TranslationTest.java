package dev.kennzahl.ingestion.sender;

import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.sales.EntityType;

import static dev.kennzahl.ingestion.sender.Dynamics365Bodies.DEAL;
import static dev.kennzahl.ingestion.sender.Dynamics365Bodies.ORGANIZATION;
import static dev.kennzahl.ingestion.sender.Dynamics365Bodies.OTHER;
import static dev.kennzahl.ingestion.sender.Dynamics365Bodies.context;
import static dev.kennzahl.ingestion.sender.Dynamics365Bodies.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What becomes of the messages of Dataverse. */
class Dynamics365TranslationTest {
    private final Dynamics365Sender sender = new Dynamics365Sender();

    @Test
    void tellsADealsBirthWithAllItsValues() {
        ChangeEvent event = only(sample("DV-01"));

        assertThat(event.record())
                .isEqualTo(new RecordKey(EntityType.DEAL, "dynamics365", ORGANIZATION, "opportunity", DEAL));
        assertThat(event.kind()).isEqualTo(Kind.CREATED);
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-04T09:00:00Z"));
        assertThat(event.sequence()).isEqualTo(1777885200640L);
        assertThat(event.fields())
                .containsOnly(
                        entry("name", "Fabrikam - ERP rollout"),
                        entry("amount", "48000.0"),
                        entry("currency", "EUR"),
                        entry("_unknown_currency", "false"),
                        entry("transactioncurrencyid", "e5f0c1d2-55aa-f011-8e8e-000d3ab1aa05"),
                        entry("exchangerate", "1.0"),
                        entry("expected_close_on", "2026-07-15"),
                        entry("probability", "0.2"),
                        entry("stage", "1-Qualify"),
                        entry("_sales_stage", "Qualify"),
                        entry("status", "open"),
                        entry("statuscode", "In Progress"),
                        entry("_status_reason", "In Progress"),
                        entry("customer_id", OTHER),
                        entry("parentaccountid", OTHER),
                        entry("owner_id", "3f1c7a52-31aa-ef11-b8e8-000d3ab12c02"),
                        entry("created_at", "2026-05-04T09:00:00Z"),
                        entry("_needs_resync", "false"));
    }

    @Test
    void changesOnlyWhatTheMessageCarries() {
        assertThat(only(sample("DV-02")).fields())
                .containsOnly(entry("amount", "52000.5"), entry("probability", "0.4"), entry("stage", "2-Develop"));
    }

    @Test
    void keepsTheHalvesOfASplitUpdateApart() {
        ChangeEvent values = only(sample("DV-03"));
        ChangeEvent state = only(sample("DV-04"));

        assertThat(values.key()).isNotEqualTo(state.key());
        assertThat(values.occurredAt()).isEqualTo(state.occurredAt());
        assertThat(values.sequence()).isLessThan(state.sequence());
        assertThat(values.fields()).containsOnly(entry("_actual_value", "51000.0"), entry("closed_at", "2026-05-14"));
        assertThat(state.fields())
                .containsOnly(entry("status", "won"), entry("statuscode", "Won"), entry("_status_reason", "Won"));
    }

    @Test
    void findsTheDealOfAClosingInsideIt() {
        ChangeEvent event = only(sample("DV-05"));

        assertThat(event.record().externalId()).isEqualTo(DEAL);
        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(1778749200000L));
        assertThat(event.fields())
                .contains(entry("status", "won"), entry("_actual_value", "51000.0"), entry("closed_at", "2026-05-14"));
    }

    @ParameterizedTest
    @CsvSource({"Win,won", "WinOpportunity,won", "Lose,lost", "LoseOpportunity,lost"})
    void closesADealWhateverTheMessageIsFiledUnder(String message, String status) {
        ChangeEvent event = only(translate(context(message)
                .replace("'opportunity'", "'opportunityclose'")
                .replace(
                        "[]",
                        "[{'key':'OpportunityClose','value':{'Attributes':[{'key':'opportunityid','value':{'Id':'"
                                + DEAL
                                + "','LogicalName':'opportunity'}},{'key':'actualrevenue','value':{'Value':9}}]}},"
                                + "{'key':'Status','value':{'Value':100000001}}]")));

        assertThat(event.record().objectType()).isEqualTo("opportunity");
        assertThat(event.fields())
                .contains(entry("status", status), entry("_status_reason", "100000001"))
                .satisfies(fields ->
                        assertThat(fields.containsKey("_actual_value")).isEqualTo(status.equals("won")));
    }

    @Test
    void deletesWithoutReadingHowTheRecordWas() {
        ChangeEvent event = only(sample("DV-07"));

        assertThat(event.kind()).isEqualTo(Kind.DELETED);
        assertThat(event.fields()).isEmpty();
    }

    @Test
    void asksForAResyncWhereTheBodyWasTooLarge() {
        ChangeEvent event = only(sample("DV-08"));

        assertThat(event.kind()).isEqualTo(Kind.CHANGED);
        assertThat(event.fields()).containsOnly(entry(ChangeEvent.NEEDS_RESYNC, "true"));
    }

    @Test
    void readsTheOldStateMessage() {
        ChangeEvent event = only(sample("DV-11"));

        assertThat(event.occurredAt()).isEqualTo(Instant.ofEpochMilli(1778922000000L));
        assertThat(event.fields()).contains(entry("status", "open"));
    }

    @Test
    void assignsAnOwner() {
        ChangeEvent event = only(translate(
                context("Assign")
                        .replace(
                                "[]",
                                "[{'key':'Target','value':{'Id':'" + DEAL + "','LogicalName':'opportunity'}},"
                                        + "{'key':'Assignee','value':{'Id':'{"
                                        + OTHER.toUpperCase(java.util.Locale.ROOT)
                                        + "}','LogicalName':'systemuser'}}]"),
                "{'owners':{'" + OTHER.toUpperCase(java.util.Locale.ROOT) + "':'E-7'}}"));

        assertThat(event.fields()).containsOnly(entry("owner_id", "E-7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead", "account", "contact"})
    void endsTheSubordinateInTheTarget(String table) {
        Translation translation = translate(context("Merge")
                .replace("opportunity", table)
                .replace(
                        "[]",
                        "[{'key':'Target','value':{'Id':'" + DEAL + "','LogicalName':'" + table + "'}},"
                                + "{'key':'SubordinateId','value':'" + OTHER + "'},"
                                + "{'key':'UpdateContent','value':{'Attributes':[{'key':'new_tier','value':'A'}]}}]"));

        assertThat(translation.events()).hasSize(2);
        ChangeEvent merge = translation.events().get(0);
        assertThat(merge.kind()).isEqualTo(Kind.MERGED);
        assertThat(merge.record().externalId()).isEqualTo(DEAL);
        assertThat(merge.merge()).satisfies(parties -> assertThat(parties.losers())
                .extracting(RecordKey::externalId)
                .containsExactly(OTHER));
        assertThat(translation.events().get(1).fields()).containsOnly(entry("new_tier", "A"));
        assertThat(translation.events()).extracting(ChangeEvent::key).doesNotHaveDuplicates();
    }

    @Test
    void knowsALoserByItsMaster() {
        ChangeEvent merge = only(translate(update("{'key':'masterid','value':{'Id':'" + OTHER
                        + "','LogicalName':'lead'}},{'key':'statecode','value':{'Value':2}}")
                .replace("opportunity", "lead")));

        assertThat(merge.kind()).isEqualTo(Kind.MERGED);
        assertThat(merge.record().externalId()).isEqualTo(OTHER);
        assertThat(merge.fields()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Associate", "Retrieve", "QualifyLead", "new_CustomAction", "create"})
    void ignoresOtherMessages(String message) {
        Translation translation = translate(context(message));

        assertThat(translation.events()).isEmpty();
        assertThat(translation.rejections()).isEmpty();
        assertThat(translation.ignored()).isEqualTo(1);
    }

    @Test
    void ignoresOtherTablesAndMergesThatDoNotExist() {
        assertThat(translate(context("Update").replace("opportunity", "task")).ignored())
                .isEqualTo(1);
        assertThat(translate(context("Merge")).ignored()).isEqualTo(1);
    }

    @Test
    void completesAChangeFromTheImageOfAfterwards() {
        String images = "'PreEntityImages':[{'key':'a','value':{'Attributes':[{'key':'name','value':'old'}]}}],"
                + "'PostEntityImages':[{'key':'b','value':{'Attributes':[{'key':'name','value':'new'},"
                + "{'key':'stepname','value':'3-Propose'},{'key':'modifiedon','value':'\\/Date(1777885200000)\\/'}]}}],";
        String json = update("{'key':'stepname','value':'2-Develop'}")
                .replace("{'MessageName'", "{" + images + "'MessageName'");

        ChangeEvent event = only(translate(json));

        assertThat(event.fields()).containsOnly(entry("stage", "2-Develop"), entry("name", "new"));
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-04T09:00:00Z"));
    }

    @Test
    void knowsARecordByAnySpellingOfItsGuid() {
        String json = update("{'key':'name','value':'n'}")
                .replace(DEAL, "{" + DEAL.toUpperCase(java.util.Locale.ROOT) + "}")
                .replace(ORGANIZATION, ORGANIZATION.toUpperCase(java.util.Locale.ROOT));

        assertThat(only(translate(json)).record())
                .isEqualTo(new RecordKey(EntityType.DEAL, "dynamics365", ORGANIZATION, "opportunity", DEAL));
    }

    private Translation sample(String id) {
        Samples.Request request = Samples.request(id);
        return sender.translate(request.delivery(), request.connection());
    }

    private Translation translate(String json) {
        return translate(json, "{}");
    }

    private Translation translate(String json, String options) {
        return sender.translate(Samples.post(json), Samples.settings(options));
    }

    private static ChangeEvent only(Translation translation) {
        assertThat(translation.events()).hasSize(1);
        return translation.events().get(0);
    }
}
