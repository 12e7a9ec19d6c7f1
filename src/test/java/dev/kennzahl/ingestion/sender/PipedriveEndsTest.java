package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.ingestion.history.Version;

import static dev.kennzahl.ingestion.sender.PipedriveWire.AT;
import static dev.kennzahl.ingestion.sender.PipedriveWire.change;
import static dev.kennzahl.ingestion.sender.PipedriveWire.deal;
import static dev.kennzahl.ingestion.sender.PipedriveWire.last;
import static dev.kennzahl.ingestion.sender.PipedriveWire.message;
import static dev.kennzahl.ingestion.sender.PipedriveWire.replay;
import static dev.kennzahl.ingestion.sender.PipedriveWire.sample;
import static dev.kennzahl.ingestion.sender.PipedriveWire.translate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** How records of Pipedrive end, and what of it is undone. */
class PipedriveEndsTest {
    @Test
    void deletesAndKeepsTheLastState() {
        List<ChangeEvent> events = sample("PD-06").events();

        assertThat(events.get(0).kind()).isEqualTo(Kind.DELETED);
        assertThat(events.get(0).occurredAt()).isEqualTo(Instant.parse("2026-05-07T09:00:05Z"));
        assertThat(events.get(1).fields()).contains(entry("amount", "500"), entry("stage", "2"));
    }

    @Test
    void mergesOnceWhicheverPartyTellsOfIt() {
        Translation loser = sample("PD-07");
        Translation survivor = sample("PD-08");

        for (Replay replay :
                List.of(replay(loser), replay(survivor), replay(loser, survivor), replay(survivor, loser))) {
            Version last = last(replay, "4112");
            assertThat(last.status()).isEqualTo("merged");
            assertThat(replay.record(Objects.requireNonNull(last.mergedInto()))).isEqualTo(deal("8087566", "4111"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'update_time':'2026-05-04T09:00:00Z','add_time':'2026-05-01T09:00:00Z'",
                ",'update_time':'2026-05-03T09:00:00Z'"
            })
    void doesNotGiveTheSurvivorWhatTheLoserWas(String times) {
        Translation survivor = translate(message("change", "{'value':7200}", "{}", ",'merged_from_id':'8'"));
        Translation loser = translate(message("delete", "null", "{'value':7000" + times + "}", ",'merged_to_id':'7'")
                .replace("'entity_id':'7'", "'entity_id':'8'")
                .replace(AT.toString(), AT.plusSeconds(1).toString()));

        Replay replay = replay(loser, survivor);

        assertThat(Replay.text(last(replay, "7"), "amount")).isEqualTo("7200");
    }

    @Test
    void deletesByStatusAndRestoresByIt() {
        Translation deleted = change("'status':'deleted','value':5", "'status':'open'", "08:00:00");
        Translation restored = change("'status':'open','value':5", "'status':'deleted'", "09:00:00");
        Translation edited = change("'status':'open','value':6", "'value':5", "10:00:00");

        assertThat(last(replay(deleted, edited), "7").status()).isEqualTo("deleted");
        assertThat(last(replay(edited, restored, deleted), "7").status()).isEqualTo("open");
    }

    @Test
    void reopensADeal() {
        assertThat(change(
                                "'status':'open','won_time':null",
                                "'status':'won','won_time':'2026-05-04T07:00:00Z'",
                                "08:00:00")
                        .events()
                        .get(0)
                        .fields())
                .contains(entry("status", "open"), entry("closed_at", null));
    }

    @Test
    void convertsALeadThatBecameADealThoughItIsDeletedAlongWithIt() {
        Translation gone =
                translate(message("delete", "null", "{'title':'x'}", "").replace("'deal'", "'lead'"));
        Translation born = translate(message(
                        "create",
                        "{'status':'open','source_lead_id':'7','add_time':'2026-05-04T08:59:58Z'}",
                        "null",
                        "")
                .replace("'entity_id':'7'", "'entity_id':'9'"));

        Version lead = last(replay(born, gone), "7");

        assertThat(lead.status()).isEqualTo("converted");
        assertThat(lead.fields())
                .containsEntry("deal_id", "9")
                .containsEntry("converted_at", Instant.parse("2026-05-04T08:59:58Z"));
    }
}
