package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.EntityType;

/**
 * Since when a record has been in its present state, and from it the date of its closing: as the sender states it, else the
 * moment it closed. A date stated before the last reopening belongs to the closing that was undone.
 */
final class ClosingRun {
    private static final Set<String> CLOSED = Set.of("won", "lost");

    private String status = "";
    private Instant since = Instant.MIN;
    private Instant reopenedAt = Instant.MIN;

    void enter(Instant time, String next) {
        if (!next.equals(status)) {
            if (CLOSED.contains(status) && next.equals("open")) {
                reopenedAt = time;
            }
            status = next;
            since = time;
        }
    }

    /** Puts the dates that follow from the state into the fields. */
    void date(EntityType entity, String now, Map<String, Object> fields, Map<String, Fact> current) {
        if (entity == EntityType.DEAL) {
            dateClosing(now, fields, current.get("closed_at"));
        } else if (entity == EntityType.LEAD
                && Set.of("qualified", "converted", "disqualified").contains(now)) {
            if (!since.equals(Instant.MIN)) {
                fields.putIfAbsent(now + "_at", since);
            }
        }
    }

    private void dateClosing(String now, Map<String, Object> fields, @Nullable Fact stated) {
        if (now.equals("open")) {
            fields.remove("closed_at");
        } else if (CLOSED.contains(now)) {
            boolean undone = stated != null && stated.time().isBefore(reopenedAt);
            if (undone) {
                fields.remove("closed_at");
            }
            if (!since.equals(Instant.MIN)) {
                fields.putIfAbsent("closed_at", since);
            }
        }
    }
}
