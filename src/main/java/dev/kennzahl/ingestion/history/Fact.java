package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

/**
 * One field was set to one value at one time. Of facts about a field the greatest one holds: the newest; of equal times the
 * one later in the sender's own sequence, then any other before a creation's, then the greater event key (rule R2).
 */
record Fact(Instant time, long sequence, boolean creation, String key, String field, @Nullable String value) {
    static final Comparator<Fact> WEAKEST_FIRST = Comparator.comparing(Fact::time)
            .thenComparingLong(Fact::sequence)
            .thenComparing(fact -> !fact.creation)
            .thenComparing(Fact::key)
            .thenComparing(Fact::field)
            // The same key may stand for two values, of records that became one; the order must not be that of arrival.
            .thenComparing(Fact::value, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** The same without what it is compared by among facts of its own instant. */
    Fact withoutRank() {
        return new Fact(time, 0, false, "", field, value);
    }
}
