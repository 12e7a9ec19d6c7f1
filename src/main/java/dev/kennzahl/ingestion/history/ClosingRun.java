package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.EntityType;

/**
 * The states a record went through, and from them the dates that its sender leaves unsaid: when a deal closed, when a lead was
 * qualified, converted or disqualified. A closing date stated before the last reopening belongs to the closing that was
 * undone. Deletion and restoration are no states here: a won deal that was deleted and restored was won when it was won.
 */
final class ClosingRun {
    private static final Set<String> CLOSED = Set.of("won", "lost");
    private static final Set<String> DATED_OF_LEAD = Set.of("qualified", "converted", "disqualified");

    private String status = "";
    private Instant reopenedAt = Instant.MIN;
    /** Since when each state holds that still does; a lead that was converted is a qualified one, too. */
    private final Map<String, Instant> reached = new TreeMap<>();

    ClosingRun copy() {
        ClosingRun copy = new ClosingRun();
        copy.status = status;
        copy.reopenedAt = reopenedAt;
        copy.reached.putAll(reached);
        return copy;
    }

    void enter(Instant time, String next) {
        if (next.equals(status)) {
            return;
        }
        if (CLOSED.contains(status) && next.equals("open")) {
            reopenedAt = time;
        }
        reached.keySet().removeIf(state -> next.equals("open") || !state.equals("qualified"));
        if (!time.equals(Instant.MIN)) {
            reached.put(next, time);
        }
        status = next;
    }

    /** Puts the dates that follow from the state into the fields. */
    void date(EntityType entity, Map<String, Object> fields, Map<String, Fact> current) {
        if (entity == EntityType.DEAL) {
            dateClosing(fields, current.get("closed_at"));
        } else if (entity == EntityType.LEAD) {
            reached.forEach((state, since) -> {
                if (DATED_OF_LEAD.contains(state)) {
                    fields.putIfAbsent(state + "_at", since);
                }
            });
        }
    }

    private void dateClosing(Map<String, Object> fields, @Nullable Fact stated) {
        boolean undone = stated != null && stated.time().isBefore(reopenedAt);
        if (status.equals("open") || undone) {
            fields.remove("closed_at");
        }
        Instant since = reached.get(status);
        if (CLOSED.contains(status) && since != null) {
            fields.putIfAbsent("closed_at", since);
        }
    }
}
