package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.util.List;

import dev.kennzahl.ingestion.ChangeEvent;
import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.Translation;
import dev.kennzahl.ingestion.history.Version;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages of Pipedrive made up for a test, about deal 7 of company 1 unless they say otherwise; with single quotes. */
final class PipedriveWire {
    static final Instant AT = Instant.parse("2026-05-04T09:00:00.250Z");

    private static final PipedriveSender SENDER = new PipedriveSender();

    private PipedriveWire() {}

    static Translation sample(String id) {
        return SENDER.translate(Samples.request(id).delivery(), Samples.connection("pipedrive"));
    }

    static Translation translate(String body) {
        return translate(body, "{}");
    }

    static Translation translate(String body, String options) {
        return SENDER.translate(Samples.post(body), Samples.settings(options));
    }

    static String message(String action, String data, String previous, String more) {
        return "{'data':" + data + ",'previous':" + previous + ",'meta':{'action':'" + action
                + "','entity':'deal','entity_id':'7','company_id':'1','webhook_id':'2','id':'e-1','timestamp':'" + AT
                + "'" + more + "}}";
    }

    static ChangeEvent created(String members) {
        return created(members, "{}");
    }

    static ChangeEvent created(String members, String options) {
        return only(translate(message("create", "{" + members + "}", "null", ""), options));
    }

    /** @param time of the day, in seconds */
    static Translation change(String members, String previous, String time) {
        return translate(message("change", "{" + members + "}", "{" + previous + "}", "")
                .replace(AT.toString(), "2026-05-04T" + time + "Z")
                .replace("'e-1'", "'" + members.hashCode() + "'"));
    }

    static Replay replay(Translation... translations) {
        Replay replay = new Replay(SENDER);
        for (Translation translation : translations) {
            replay.take(translation.events());
        }
        return replay;
    }

    static RecordKey deal(String company, String id) {
        return new RecordKey(EntityType.DEAL, "pipedrive", company, "deal", id);
    }

    /** The state a record is in at last. */
    static Version last(Replay replay, String id) {
        List<Version> history = replay.histories().entrySet().stream()
                .filter(record -> record.getKey().externalId().equals(id))
                .findFirst()
                .orElseThrow()
                .getValue();
        return history.get(history.size() - 1);
    }

    static ChangeEvent only(Translation translation) {
        assertThat(translation.rejections()).isEmpty();
        assertThat(translation.events()).hasSize(1);
        return translation.events().get(0);
    }
}
