package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.TenantClock;

/**
 * Turns changes into history, inside the caller's transaction: records the events that are new, folds every record they
 * touch from all its events, and stores what differs. Applying anything twice changes nothing.
 */
@Singleton
class ChangeApplier {
    private final Recording recording;
    private final Refolding refolding;
    private final Clock clock;

    ChangeApplier(Recording recording, Refolding refolding, Clock clock) {
        this.recording = recording;
        this.refolding = refolding;
        this.clock = clock;
    }

    /**
     * Who applies, and when it becomes known.
     *
     * @param knownAt later than anything the tenant knew before
     * @param number see {@link TenantClock.Taken}
     */
    record Turn(int tenantId, ZoneId zone, Instant knownAt, long number) {}

    /**
     * Takes the tenant's turn: until the transaction ends nobody else applies changes of this tenant, on any node, so that
     * its changes become known one after the other.
     */
    Uni<Turn> takeTurn(SqlConnection connection, int tenantId) {
        return TenantClock.take(connection, tenantId)
                // Only once the turn is ours: whoever had it before may have changed the zone.
                .flatMap(taken -> connection
                        .preparedQuery("SELECT timezone FROM tenant WHERE tenant_id = $1")
                        .execute(Tuple.of(tenantId))
                        .map(rows -> ZoneId.of(rows.iterator().next().getString(0)))
                        .map(zone -> new Turn(tenantId, zone, after(taken.lastKnownAt()), taken.number())));
    }

    private Instant after(Instant last) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant next = last.plus(1, ChronoUnit.MICROS);
        return now.isAfter(next) ? now : next;
    }

    /**
     * Applies the changes.
     *
     * @return those that were new; the others were known already
     */
    Uni<List<Change>> apply(SqlConnection connection, Turn turn, List<Change> changes) {
        return apply(connection, turn, changes, Set.of(), null);
    }

    /**
     * The same, where some records also lost events that they had: they are folded again, too.
     *
     * @param recall what is remembered of records; null when nothing is, nor shall be
     */
    Uni<List<Change>> apply(
            SqlConnection connection,
            Turn turn,
            List<Change> changes,
            Set<UUID> lostEvents,
            HotRecords.@Nullable Recall recall) {
        if (changes.isEmpty() && lostEvents.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return recording
                .record(connection, turn.tenantId(), changes, turn.knownAt(), recall)
                .flatMap(parts -> {
                    List<Change> fresh = parts.stream()
                            .flatMap(part -> part.fresh().stream())
                            .toList();
                    return (fresh.isEmpty() && lostEvents.isEmpty()
                                    ? Uni.createFrom().voidItem()
                                    : refold(connection, turn, parts, fresh, lostEvents, recall))
                            .replaceWith(fresh);
                });
    }

    private Uni<Void> refold(
            SqlConnection connection,
            Turn turn,
            List<Recording.Part> parts,
            List<Change> fresh,
            Set<UUID> lostEvents,
            HotRecords.@Nullable Recall recall) {
        return refolding
                .refold(connection, turn, parts, lostEvents, recall)
                .chain(() -> noteCustomAttributes(connection, turn, fresh))
                .chain(() -> noteKnown(connection, turn));
    }

    /** Something became known with this turn. */
    Uni<Void> noteKnown(SqlConnection connection, Turn turn) {
        return connection
                .preparedQuery("UPDATE tenant_clock SET known_at = $2 WHERE tenant_id = $1")
                .execute(Tuple.of(turn.tenantId(), SqlTime.parameter(turn.knownAt())))
                .replaceWithVoid();
    }

    private static Uni<Void> noteCustomAttributes(SqlConnection connection, Turn turn, List<Change> fresh) {
        Set<String> seen = new TreeSet<>();
        RowBatch batch =
                new RowBatch(List.of(new RowBatch.Column("entity", "text"), new RowBatch.Column("name", "text")));
        for (Change change : fresh) {
            EntityType entity = change.record().entity();
            for (String name : change.event().fields().keySet()) {
                boolean ours = entity.fields().containsKey(name) || name.equals("status") || name.startsWith("_");
                if (!ours && seen.add(entity.key() + "/" + name)) {
                    batch.add(entity.key(), name);
                }
            }
        }
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(batch.insert("custom_attribute") + " ON CONFLICT DO NOTHING")
                .execute(batch.parameters(turn.tenantId()))
                .replaceWithVoid();
    }
}
