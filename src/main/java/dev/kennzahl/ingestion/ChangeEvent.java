package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to one record, in the canonical form all senders are translated to. Events are sparse: a field
 * that is absent did not change; a field that is null was cleared to unknown.
 *
 * @param record the record it happened to; of a merge, the survivor
 * @param occurredAt the sender's time of the change, never the time of arrival unless the sender gives none
 * @param sequence the sender's own order among events of one instant; 0 where it has none
 * @param key the sender's duplicate key, as text: equal keys are one event, and of two values with one time the greater key wins
 * @param fields field name to value as text (see {@link dev.kennzahl.sales.EntityType#fields()}); {@code status} besides; names
 *     that begin with an underscore are evidence for the sender's {@link CrmSender#status}, all others become custom attributes
 * @param merge set for {@link Kind#MERGED} only
 */
public record ChangeEvent(
        RecordKey record,
        Kind kind,
        Instant occurredAt,
        long sequence,
        String key,
        Map<String, @Nullable String> fields,
        @Nullable Merge merge) {

    /**
     * Evidence that the sender told less than happened (rule R9): {@code "true"} in an event that names a record without its new
     * values, {@code "false"} in one that carries the whole record, which settles what was missing before.
     */
    public static final String NEEDS_RESYNC = "_needs_resync";

    /** In the event that ends the record of a person: {@code "true"} where nothing of who it was may be kept. */
    public static final String FORGET = "_forget";

    /** What kind of thing happened. */
    public enum Kind {
        /** The record came to be. Its values rank lowest among values of the same time. */
        CREATED,
        CHANGED,
        /** From here on the record is gone; only {@link #RESTORED} brings it back. */
        DELETED,
        RESTORED,
        /** Records became one; the losers leave every count. */
        MERGED
    }

    /**
     * @param losers the records that end in the survivor
     * @param primary the loser whose values a survivor born by the merge starts with; null when the survivor existed before
     */
    public record Merge(List<RecordKey> losers, @Nullable RecordKey primary) {}

    public static ChangeEvent of(
            RecordKey record, Kind kind, Instant occurredAt, String key, Map<String, @Nullable String> fields) {
        return new ChangeEvent(record, kind, occurredAt, 0, key, fields, null);
    }
}
