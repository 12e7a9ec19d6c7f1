package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * A change event as the log keeps it, with records named by id.
 *
 * @param occurredAt {@link Instant#MIN} when the event says something about all time
 * @param occurredOn the bare date that was said instead of an instant; {@code occurredAt} is its midnight in some zone
 * @param sequence order among events of one instant; for files, the order of the imports
 * @param fields field to value as text, null for cleared
 */
public record StoredEvent(
        UUID recordId,
        UUID eventId,
        Kind kind,
        Instant occurredAt,
        @Nullable LocalDate occurredOn,
        long sequence,
        String key,
        Map<String, @Nullable String> fields,
        @Nullable Merge merge) {
    private static final int ROWS_OF_A_FILE = 32;

    /** An event whose instant was said, or none at all. */
    public StoredEvent(
            UUID recordId,
            UUID eventId,
            Kind kind,
            Instant occurredAt,
            long sequence,
            String key,
            Map<String, @Nullable String> fields,
            @Nullable Merge merge) {
        this(recordId, eventId, kind, occurredAt, null, sequence, key, fields, merge);
    }

    /** {@link dev.kennzahl.ingestion.ChangeEvent.Kind}, and what only files say. */
    public enum Kind {
        CREATED,
        CHANGED,
        DELETED,
        RESTORED,
        MERGED,
        /** A row without an instant of change: it describes the record as a whole, and a later one replaces it. */
        SNAPSHOT
    }

    /**
     * @param primary the loser whose values a survivor born by the merge starts with
     */
    @RegisterForReflection
    public record Merge(UUID survivor, List<UUID> losers, @Nullable UUID primary) {}

    /** Of what came in files, which of them it was: they are numbered in the order in which they came. */
    long file() {
        return sequence >> ROWS_OF_A_FILE;
    }

    /** The sequence of a row of a file, by its place among those whose order counts. */
    public static long sequenceOf(long file, long place) {
        return (file << ROWS_OF_A_FILE) + place;
    }

    /** The same event in other words. */
    public StoredEvent saying(String otherKey, Map<String, @Nullable String> otherFields) {
        return new StoredEvent(recordId, eventId, kind, occurredAt, occurredOn, sequence, otherKey, otherFields, merge);
    }

    /** The same event as it is read in a zone, where a bare date begins at midnight. */
    StoredEvent in(ZoneId zone) {
        if (occurredOn == null) {
            return this;
        }
        Instant midnight = occurredOn.atStartOfDay(zone).toInstant();
        return new StoredEvent(recordId, eventId, kind, midnight, occurredOn, sequence, key, fields, merge);
    }
}
