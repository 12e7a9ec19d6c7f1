package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.history.StoredEvent.Kind;

/**
 * All that must be known of a record's past to fold what happens after it: from the end of a timeline the next versions follow
 * as they would from all its events. Immutable.
 */
public final class Tail {
    private static final Set<Kind> SAY_NOTHING_OF_THE_PAST = Set.of(Kind.CHANGED, Kind.DELETED, Kind.RESTORED);

    /** What the maps, the version and the rest take besides texts and values: measured generously. */
    private static final int BYTES = 600;

    private static final int BYTES_PER_VALUE = 200;

    private final ZoneId zone;
    private final Instant end;
    private final Map<String, Fact> facts;
    private final ClosingRun run;
    private final Version last;
    private final @Nullable Instant createdAt;
    private final @Nullable Instant deletion;
    private final @Nullable Instant restoration;

    /**
     * @param end the last instant at which anything happened
     * @param facts those that hold at the end
     * @param last the version that holds until further notice
     */
    Tail(
            ZoneId zone,
            Instant end,
            Map<String, Fact> facts,
            ClosingRun run,
            Version last,
            @Nullable Instant createdAt,
            @Nullable Instant deletion,
            @Nullable Instant restoration) {
        this.zone = zone;
        this.end = end;
        this.facts = new HashMap<>();
        // What comes later outranks it whatever its key is.
        facts.forEach((name, fact) -> this.facts.put(name, fact.withoutRank()));
        this.run = run.copy();
        this.last = last;
        this.createdAt = createdAt;
        this.deletion = deletion;
        this.restoration = restoration;
    }

    /**
     * Whether the events change nothing before the end: all of them happened after it, and none says something about the record
     * that holds of all its time.
     */
    boolean takes(Collection<StoredEvent> events, ZoneId inZone) {
        return zone.equals(inZone)
                && events.stream()
                        .allMatch(event -> SAY_NOTHING_OF_THE_PAST.contains(event.kind())
                                && event.occurredAt().isAfter(end)
                                && !event.fields().containsKey(Timeline.CREATED_AT));
    }

    /** The one version of the record that holds until further notice, as what is believed. */
    public Revision.Span open(UUID record) {
        return Revision.Span.of(record, last);
    }

    /** About how much memory it takes. */
    public int bytes() {
        int bytes = BYTES;
        for (Map.Entry<String, Fact> fact : facts.entrySet()) {
            String value = fact.getValue().value();
            bytes += BYTES_PER_VALUE + 2 * (fact.getKey().length() + (value == null ? 0 : 2 * value.length()));
        }
        return bytes;
    }

    Map<String, Fact> facts() {
        return new HashMap<>(facts);
    }

    ClosingRun run() {
        return run.copy();
    }

    Version last() {
        return last;
    }

    @Nullable
    Instant createdAt() {
        return createdAt;
    }

    /** The last deletion. */
    @Nullable
    Instant deletion() {
        return deletion;
    }

    /** The last restoration. */
    @Nullable
    Instant restoration() {
        return restoration;
    }
}
