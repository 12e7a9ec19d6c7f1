package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.MalformedDeliveryException;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.ingestion.history.Version;

import static dev.kennzahl.ingestion.sender.PipedriveWire.AT;
import static dev.kennzahl.ingestion.sender.PipedriveWire.change;
import static dev.kennzahl.ingestion.sender.PipedriveWire.created;
import static dev.kennzahl.ingestion.sender.PipedriveWire.deal;
import static dev.kennzahl.ingestion.sender.PipedriveWire.last;
import static dev.kennzahl.ingestion.sender.PipedriveWire.message;
import static dev.kennzahl.ingestion.sender.PipedriveWire.only;
import static dev.kennzahl.ingestion.sender.PipedriveWire.replay;
import static dev.kennzahl.ingestion.sender.PipedriveWire.sample;
import static dev.kennzahl.ingestion.sender.PipedriveWire.translate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

/** What the messages of Pipedrive come to, and when it happened. */
class PipedriveTranslationTest {
    @Test
    void readsANewDeal() {
        ChangeEvent event = only(sample("PD-01"));

        assertThat(event.kind()).isEqualTo(Kind.CREATED);
        assertThat(event.record()).isEqualTo(deal("8087566", "4108"));
        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-04T09:00:00Z"));
        assertThat(event.key()).isEqualTo("[\"8087566\",\"4710827\",\"ca1473a5-c8ec-5ee8-96e7-71cff487c90f\"]");
        assertThat(event.fields())
                .contains(
                        entry("name", "Globex - support contract"),
                        entry("amount", "9600"),
                        entry("currency", "EUR"),
                        entry("stage", "2"),
                        entry("pipeline", "1"),
                        entry("status", "open"),
                        entry("owner_id", "12415231"),
                        entry("customer_id", "81"),
                        entry("created_at", "2026-05-04T09:00:00Z"),
                        entry("expected_close_on", "2026-07-31"),
                        entry("probability", null),
                        entry("closed_at", null),
                        entry(ChangeEvent.NEEDS_RESYNC, "false"))
                .doesNotContainKeys("update_time", "visible_to", "won_time", "id");
    }

    @Test
    void datesOnlyWhatChangedAtTheTimeOfTheChange() {
        List<ChangeEvent> events = sample("PD-04").events();

        assertThat(events.get(0).occurredAt()).isEqualTo(Instant.parse("2026-05-13T09:00:00Z"));
        assertThat(events.get(0).fields())
                .containsOnly(
                        entry("status", "won"),
                        entry("closed_at", "2026-05-13T09:00:00Z"),
                        entry(ChangeEvent.NEEDS_RESYNC, "false"));
        // The end of the second in which the record was last updated before.
        assertThat(events.get(1).occurredAt()).isEqualTo(Instant.parse("2026-05-12T09:00:00.999999Z"));
        assertThat(events.get(1).sequence()).isNegative();
        assertThat(events.get(1).fields())
                .contains(entry("stage", "5"), entry("amount", "10450.75"))
                .doesNotContainKeys("status", "closed_at");
    }

    @Test
    void doesNotLetAStaleCopyUndoAChange() {
        Replay replay = replay(
                change("'stage_id':3,'value':1,'update_time':'2026-05-04T08:00:00Z'", "'stage_id':2", "08:00:00"),
                change(
                        "'stage_id':2,'value':5,'update_time':'2026-05-04T08:00:02Z'",
                        "'value':1,'update_time':'2026-05-04T07:00:00Z'",
                        "08:00:02"));

        assertThat(last(replay, "7").fields()).containsEntry("stage", "3");
        assertThat(Replay.text(last(replay, "7"), "amount")).isEqualTo("5");
    }

    @Test
    void ranksChangesOfOneSecondAboveTheCopiesBesideThem() {
        Translation stage = change("'stage_id':3,'value':1", "'stage_id':2", "08:00:00");
        Translation value = change("'stage_id':2,'value':5", "'value':1", "08:00:00");

        for (List<Translation> order : List.of(List.of(stage, value), List.of(value, stage))) {
            Replay replay = replay(order.toArray(new Translation[0]));
            assertThat(last(replay, "7").fields()).containsEntry("stage", "3");
            assertThat(Replay.text(last(replay, "7"), "amount")).isEqualTo("5");
        }
    }

    @Test
    void knowsSinceWhenAnUnchangedDealIsClosedAndInItsStage() {
        Translation renamed = change(
                "'title':'new','stage_id':4,'status':'won','won_time':'2026-01-03T10:00:00Z',"
                        + "'add_time':'2026-01-01T10:00:00Z','stage_change_time':'2026-01-02T10:00:00Z'",
                "'title':'old','update_time':'2026-02-01T10:00:00Z'",
                "08:00:00");

        List<Version> history = replay(renamed).histories().get(deal("1", "7"));

        assertThat(Objects.requireNonNull(history))
                .extracting(Version::validFrom, Version::status, version -> version.fields()
                        .get("stage"))
                .containsExactly(
                        tuple(Instant.parse("2026-01-01T10:00:00Z"), "open", null),
                        tuple(Instant.parse("2026-01-02T10:00:00.999999Z"), "open", "4"),
                        tuple(Instant.parse("2026-01-03T10:00:00.999999Z"), "won", "4"),
                        tuple(Instant.parse("2026-05-04T08:00:00Z"), "won", "4"));
    }

    @Test
    void givesARetryTheSameKeys() {
        assertThat(sample("PD-10").events()).isEqualTo(sample("PD-04").events());
    }

    @Test
    void tellsAChangeReportedByTwoWebhooksAsOneStep() {
        Replay once = replay(sample("PD-02"));
        String other = new String(Samples.request("PD-02").body(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("4710827", "4710999")
                .replace("d21bf34f", "d21bf350");

        Replay twice = replay(sample("PD-02"), translate(other));

        assertThat(twice.histories()).isEqualTo(once.histories());
    }

    @Test
    void readsVersionOne() {
        ChangeEvent event = sample("PD-11").events().get(0);

        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-05-10T09:00:00.384700Z"));
        assertThat(event.key())
                .isEqualTo("[\"8087566\",\"4710900\",\"deal\",\"updated\",\"4113\",\"1778403600384700\"]");
        assertThat(event.fields())
                .contains(entry("status", "won"), entry("stage", "5"), entry("closed_at", "2026-05-10T09:00:00Z"));
        assertThat(sample("PD-11").events().get(1).fields())
                .contains(
                        entry("amount", "1250"),
                        entry("owner_id", "12415231"),
                        entry("created_at", "2026-05-05T10:00:00Z"));
    }

    @Test
    void asksForAResyncWhenARecordIsMissing() {
        assertThat(only(translate(message("change", "null", "{'value':5}", ""))).fields())
                .containsExactly(entry(ChangeEvent.NEEDS_RESYNC, "true"));
    }

    @ParameterizedTest
    @CsvSource({"person,change", "activity,create", "stage,change", "deal_product,create", "deal,archive", "xx,yy"})
    void ignoresWhatHasNoEffectHere(String entity, String action) {
        Translation translation =
                translate("{'meta':{'entity':'" + entity + "','action':'" + action + "','entity_id':1}}");

        assertThat(translation.ignored()).isEqualTo(1);
        assertThat(translation.events()).isEmpty();
        assertThat(translation.rejections()).isEmpty();
    }

    @Test
    void setsMessagesOfOtherCompaniesAside() {
        String message = message("create", "{'value':5}", "null", "");

        assertThat(translate(message, "{'companyId':2}").rejections())
                .extracting(Rejection::code, Rejection::field, Rejection::recordId)
                .containsExactly(tuple("FOREIGN_ACCOUNT", "meta.company_id", "7"));
        assertThat(translate(message, "{'companyId':'1'}").rejections()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'company_id':'1' | 'company_id':null | meta.company_id",
                "'entity_id':'7' | 'entity_id':{} | meta.entity_id",
                "'timestamp':'2026-05-04T09:00:00.250Z' | 'timestamp':'then' | meta.timestamp",
                "'timestamp':'2026-05-04T09:00:00.250Z' | 'timestamp':99999999999999 | meta.timestamp",
                "'timestamp':'2026-05-04T09:00:00.250Z' | 'other':1 | meta.timestamp"
            })
    void setsAMessageAsideThatLacksWhatEveryOneHas(String member, String instead, String field) {
        assertThat(translate(message("create", "{}", "null", "").replace(member, instead))
                        .rejections())
                .extracting(Rejection::field)
                .containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1777885200", "'1777885200'", "'2026-05-04T11:00:00+02:00'", "'2026-05-04 09:00:00'"})
    void readsTheTimeInItsVariousForms(String timestamp) {
        assertThat(only(translate(message("create", "{}", "null", "").replace("'" + AT + "'", timestamp)))
                        .occurredAt())
                .isEqualTo("2026-05-04T09:00:00Z");
    }

    @Test
    void startsADealAtTheSecondItWasAdded() {
        assertThat(created("'add_time':'2026-05-04T09:00:00Z'").occurredAt()).isEqualTo("2026-05-04T09:00:00Z");
        assertThat(created("'add_time':'2025-05-04T09:00:00Z'").occurredAt()).isEqualTo(AT);
        assertThat(created("'add_time':'2027-05-04T09:00:00Z'").occurredAt()).isEqualTo(AT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "null",
                "{}",
                "{'meta':[]}",
                "{'meta':{'entity':'deal'}}",
                "{'meta':{'action':'x'}}",
                "{"
            })
    void refusesABodyThatIsNoMessage(String body) {
        assertThatThrownBy(() -> translate(body)).isInstanceOf(MalformedDeliveryException.class);
    }

    @Test
    void refusesOtherMediaTypes() {
        assertThatThrownBy(() -> new PipedriveSender()
                        .translate(Samples.post(Map.of("Content-Type", "text/plain"), "{}"), Samples.settings("{}")))
                .isInstanceOfSatisfying(MalformedDeliveryException.class, e -> assertThat(e.isWrongMediaType())
                        .isTrue());
    }
}
