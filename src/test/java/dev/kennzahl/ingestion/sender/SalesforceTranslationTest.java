package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** What a change event is taken to say, in each of its forms. */
class SalesforceTranslationTest {
    private static final Map.Entry<String, String> RESYNC = entry(ChangeEvent.NEEDS_RESYNC, "true");
    private static final Map.Entry<String, String> SETTLED = entry(ChangeEvent.NEEDS_RESYNC, "false");

    private final SalesforceSender sender = new SalesforceSender();

    @Test
    void readsTheStreamingForm() {
        assertThat(sample("SF-01").events()).singleElement().satisfies(event -> {
            assertThat(event.record()).isEqualTo(deal("0065g00000AbJdEAAV"));
            assertThat(event.kind()).isEqualTo(Kind.CREATED);
            assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-04T09:00:00Z"));
            assertThat(event.sequence()).isEqualTo(1);
            assertThat(event.fields())
                    .contains(
                            SETTLED,
                            entry("name", "Acme - 400 widgets"),
                            entry("customer_id", "0015g00000QrStUAAV"),
                            entry("owner_id", "0055g000006XyZaAAK"),
                            entry("stage", "Prospecting"),
                            entry("amount", "40000.0"),
                            entry("probability", "0.1"),
                            entry("expected_close_on", "2026-07-31"),
                            entry("closed_at", "2026-07-30T22:00:00Z"),
                            entry("forecast_category", "Pipeline"),
                            entry("lead_source", "Web"),
                            entry("created_at", "2026-05-04T09:00:00Z"),
                            entry("_is_won", "false"),
                            entry("_is_closed", "false"),
                            entry("Type", "New Business"))
                    .doesNotContainKeys("LastModifiedDate", "LastModifiedById", "CreatedById");
        });
    }

    @Test
    void takesFromTheDecodedFormWhatItsHeaderNames() {
        assertThat(only(sample("SF-09")).fields())
                .containsOnly(
                        entry("stage", "Proposal/Price Quote"),
                        entry("probability", "0.75"),
                        entry("NextStep", null),
                        // Neither flag changed, so the table of stages speaks.
                        entry("_is_won", "false"),
                        entry("_is_closed", "false"));
    }

    @Test
    void readsTheTimesOfTheDecodedForm() {
        assertThat(only(sample("SF-10a")).fields())
                .contains(
                        entry("expected_close_on", "2026-06-30"),
                        entry("created_at", "2026-05-09T10:00:00Z"),
                        entry("amount", null),
                        SETTLED);
        assertThat(only(sample("SF-10b")).fields())
                .containsOnly(
                        entry("converted_at", "2026-05-11"),
                        entry("customer_id", "0015g00000QrStUAAV"),
                        entry("deal_id", "0065g00000AbNdEAAV"),
                        entry("ConvertedContactId", "0035g00000CoNtAAAV"),
                        entry("Status", "Closed - Converted"),
                        entry("_lead_status", null),
                        entry("_is_converted", "true"));
    }

    @Test
    void clearsInTheStreamingFormWhatIsNullAndLeavesWhatIsAbsent() {
        assertThat(only(streamed("UPDATE", "'changedFields':['Amount','LastModifiedDate']", "'Amount':null"))
                        .fields())
                .containsExactly(entry("amount", null));
        assertThat(only(streamed("UPDATE", "'changedFields':['Amount']", "'Amount':0"))
                        .fields())
                .containsExactly(entry("amount", "0"));
    }

    @Test
    void goesByTheHeaderWhereARelayWrapsTheDecodedForm() {
        assertThat(only(streamed(
                                "UPDATE",
                                "'changedFields':['Amount'],'nulledFields':[]",
                                "'Amount':5,'StageName':null,'Name':null"))
                        .fields())
                .containsExactly(entry("amount", "5"));
    }

    @Test
    void doesNotTakeFromTheDecodedFormWhatTheHeaderDoesNotName() {
        assertThat(only(bare(
                                "UPDATE",
                                "'changedFields':['Amount'],'nulledFields':['NextStep']",
                                "'Amount':5,'Name':'x'"))
                        .fields())
                .containsOnly(entry("amount", "5"), entry("NextStep", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'changedFields':['0x08F81000'],'nulledFields':['0x04']",
                "'changedFields':['0x00','12-0x06']",
                "'changedFields':['Amount'],'nulledFields':['0x04']",
                "'changedFields':[],'nulledFields':[]",
                "'nulledFields':null"
            })
    void takesValuesOnlyAndAsksForMoreWhereNobodyDecodedTheNames(String lists) {
        assertThat(only(bare("UPDATE", lists, "'Amount':5,'StageName':null,'AccountId':null"))
                        .fields())
                .containsOnly(entry("amount", "5"), RESYNC);
    }

    @Test
    void treatsBitmapsInTheStreamingEnvelopeAlike() {
        assertThat(only(streamed("UPDATE", "'changedFields':['0x08F81000']", "'Amount':null,'Name':'x'"))
                        .fields())
                .containsOnly(entry("name", "x"), RESYNC);
    }

    @Test
    void appliesOneEventToEachOfItsRecords() {
        Translation translation = sample("SF-04");

        assertThat(translation.events())
                .extracting(ChangeEvent::record)
                .containsExactly(deal("0065g00000AbKdEAAV"), deal("0065g00000AbLdEAAV"));
        assertThat(translation.events()).extracting(ChangeEvent::key).doesNotHaveDuplicates();
        assertThat(translation.events().get(0).fields())
                .isEqualTo(translation.events().get(1).fields());
    }

    @ParameterizedTest
    @CsvSource({
        "GAP_CREATE,CHANGED,true",
        "GAP_UPDATE,CHANGED,true",
        "GAP_UNDELETE,RESTORED,true",
        "GAP_DELETE,DELETED,",
        "DELETE,DELETED,"
    })
    void changesNoValueByAnEventThatHasNone(String changeType, Kind kind, String needsResync) {
        ChangeEvent event = only(streamed(changeType, "'changedFields':[]", "'Amount':7,'StageName':null"));

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.fields())
                .isEqualTo(needsResync == null ? Map.of() : Map.of(ChangeEvent.NEEDS_RESYNC, needsResync));
    }

    @Test
    void restoresWithTheWholeRecord() {
        ChangeEvent event = only(sample("SF-08"));

        assertThat(event.kind()).isEqualTo(Kind.RESTORED);
        assertThat(event.fields()).contains(SETTLED, entry("amount", "5000.0"), entry("stage", "Qualification"));
    }

    @ParameterizedTest
    @CsvSource({"GAP_OVERFLOW,''", "GAP_UPDATE,''", "UPDATE,'006*'", "DELETE,'006*'", "GAP_OVERFLOW,'006*'"})
    void saysThatTheWholeObjectNeedsAResyncWhereNoRecordIsNamed(String changeType, String id) {
        String ids = id.isEmpty() ? "[]" : "['" + id + "']";
        Translation translation =
                translate("{'ChangeEventHeader':{" + header("Opportunity", ids, changeType) + "},'Amount':5}");

        assertThat(translation.events()).isEmpty();
        assertThat(translation.rejections()).singleElement().satisfies(rejection -> {
            assertThat(rejection.code()).isEqualTo("RESYNC_NEEDED");
            assertThat(rejection.field()).isEqualTo("recordIds");
            assertThat(rejection.message()).contains("all records of Opportunity");
        });
    }

    @Test
    void keepsTheRestWhenAnIdIsBroken() {
        Translation translation = translate("{'ChangeEventHeader':{"
                + header("Opportunity", "['006',7,null,{},'0065g00000AbJdE','006*']", "UPDATE")
                + ",'changedFields':['Amount']},'Amount':5}");

        assertThat(translation.events()).extracting(ChangeEvent::record).containsExactly(deal("0065g00000AbJdEAAV"));
        assertThat(translation.rejections())
                .extracting(Rejection::code)
                .containsExactly("INVALID_VALUE", "INVALID_VALUE", "INVALID_VALUE", "INVALID_VALUE", "RESYNC_NEEDED");
    }

    @Test
    void ignoresWhatHasNoEffectHere() {
        for (String header : List.of(
                header("Invoice__c", "['a015g00000AbJdE']", "UPDATE"),
                header("Invoice__c", "[]", "GAP_OVERFLOW"),
                header("Opportunity", "['0065g00000AbJdE']", "SNAPSHOT"),
                header("Opportunity", "['0065g00000AbJdE']", "UPDATE") + ",'changedFields':['LastModifiedDate']")) {
            Translation translation = translate("{'ChangeEventHeader':{" + header + "},'LastModifiedDate':1}");

            assertThat(translation.events()).isEmpty();
            assertThat(translation.rejections()).isEmpty();
            assertThat(translation.ignored()).isEqualTo(1);
        }
    }

    @Test
    void setsADifferenceOfALongTextAside() {
        Translation translation = translate(
                "{'ChangeEventHeader':{"
                        + header("Opportunity", "['0065g00000AbJdE']", "UPDATE")
                        + ",'changedFields':['Description','Amount'],'diffFields':['Description']},'Amount':5,'Description':'--- +++'}");

        assertThat(only(translation).fields()).containsExactly(entry("amount", "5"));
        assertThat(translation.rejections()).extracting(Rejection::field).containsExactly("Description");
    }

    private Translation sample(String id) {
        return sender.translate(Samples.request(id).delivery(), Samples.connection("salesforce"));
    }

    private Translation translate(String body) {
        return sender.translate(Samples.post(body), Samples.connection("salesforce"));
    }

    private Translation streamed(String changeType, String lists, String members) {
        return translate("{'schema':'x','payload':" + payload(changeType, lists, members) + ",'event':{'replayId':1}}");
    }

    private Translation bare(String changeType, String lists, String members) {
        return translate(payload(changeType, lists, members));
    }

    private static String payload(String changeType, String lists, String members) {
        return "{'ChangeEventHeader':{" + header("Opportunity", "['0065g00000AbJdEAAV']", changeType) + "," + lists
                + "}," + members + "}";
    }

    private static String header(String entity, String ids, String changeType) {
        return "'entityName':'" + entity + "','recordIds':" + ids + ",'changeType':'" + changeType
                + "','transactionKey':'t1','sequenceNumber':1,'commitTimestamp':1777885199000";
    }

    private static ChangeEvent only(Translation translation) {
        assertThat(translation.events()).hasSize(1);
        return translation.events().get(0);
    }

    private static RecordKey deal(String id) {
        return new RecordKey(EntityType.DEAL, "salesforce", "00D5g000007XqZ1EAK", "Opportunity", id);
    }
}
