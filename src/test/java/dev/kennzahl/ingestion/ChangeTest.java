package dev.kennzahl.ingestion;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.kennzahl.ingestion.ChangeEvent.Kind;
import dev.kennzahl.ingestion.file.ColumnMapping;
import dev.kennzahl.ingestion.file.FileRow;
import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.sales.EntityType;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log is given of rows and of senders' events. */
class ChangeTest {
    private static final UUID IMPORT = new UUID(1, 1);
    private static final RecordKey A = new RecordKey(EntityType.DEAL, "hubspot", "1", "deal", "a");
    private static final RecordKey B = new RecordKey(EntityType.DEAL, "hubspot", "1", "deal", "b");
    private static final RecordKey C = new RecordKey(EntityType.DEAL, "hubspot", "1", "deal", "c");

    @Test
    void aRowOfADayIsTheSameEventInEveryZone() {
        Change berlin = row("Europe/Berlin", "changed_at", "2026-03-31");
        Change apia = row("Pacific/Apia", "changed_at", "2026-03-31");

        assertThat(apia.event().eventId()).isEqualTo(berlin.event().eventId());
        assertThat(apia.event().occurredOn()).isEqualTo(LocalDate.of(2026, 3, 31));
        assertThat(berlin.event().occurredAt()).isEqualTo(Instant.parse("2026-03-30T22:00:00Z"));
        assertThat(row("Europe/Berlin", "changed_at", "2026-03-30T22:00:00Z")
                        .event()
                        .eventId())
                .as("an instant is another statement than a day")
                .isNotEqualTo(berlin.event().eventId());
    }

    @Test
    void onlyInstantsGivenAsBareDatesDependOnTheZone() {
        assertThat(row("UTC", "changed_at", "2026-03-31").holdsBareDates()).isTrue();
        assertThat(row("UTC", "closed_at", "2026-03-31").holdsBareDates()).isTrue();
        assertThat(row("UTC", "closed_at", "2026-03-31T00:00:00Z").holdsBareDates())
                .isFalse();
        assertThat(row("UTC", "expected_close_on", "2026-03-31").holdsBareDates())
                .isFalse();
        assertThat(row("UTC", "my_date", "2026-03-31").holdsBareDates()).isFalse();
    }

    @Test
    void twoMergesUnderOneKeyAreTwoEventsOfEachParty() {
        Change.Origin nowhere = new Change.Origin(null, null, null);

        List<Change> one = Change.of(merge(A, B), nowhere);
        List<Change> other = Change.of(merge(A, C), nowhere);

        assertThat(one).hasSize(2).extracting(Change::record).containsExactly(A, B);
        assertThat(one.get(0).event().eventId())
                .isEqualTo(one.get(1).event().eventId())
                .isNotEqualTo(other.get(0).event().eventId());
    }

    private static ChangeEvent merge(RecordKey survivor, RecordKey loser) {
        return new ChangeEvent(
                survivor, Kind.MERGED, Instant.EPOCH, 0, "key", Map.of(), new ChangeEvent.Merge(List.of(loser), null));
    }

    private static Change row(String zone, String column, String value) {
        Map<String, String> cells =
                new TreeMap<>(Map.of("deal_id", "1", "stage", "Demo", "status", "open", column, value));
        RowTranslator translator =
                new RowTranslator(EntityType.DEAL, ColumnMapping.parse(null, new ObjectMapper()), ZoneId.of(zone));
        RowTranslator.Statement statement = Objects.requireNonNull(
                translator.translate(new FileRow(1, cells, null)).statement());
        return Change.ofRow(EntityType.DEAL, statement, 1, IMPORT);
    }
}
