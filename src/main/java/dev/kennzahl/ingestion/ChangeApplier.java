package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.RecordedEvent;
import dev.kennzahl.ingestion.history.Version;
import dev.kennzahl.sales.EntityType;

/**
 * Turns changes into history, inside the caller's transaction: records the events that are new, folds every record they
 * touch from all its events, and stores what differs. Applying anything twice changes nothing.
 */
@Singleton
class ChangeApplier {
    private final EventStore events;
    private final VersionStore versions;
    private final Senders senders;
    private final Clock clock;

    ChangeApplier(EventStore events, VersionStore versions, Senders senders, Clock clock) {
        this.events = events;
        this.versions = versions;
        this.senders = senders;
        this.clock = clock;
    }

    /**
     * Who applies, and when it becomes known.
     *
     * @param knownAt later than anything the tenant knew before
     */
    record Turn(int tenantId, ZoneId zone, Instant knownAt) {}

    /**
     * Takes the tenant's turn: until the transaction ends nobody else applies changes of this tenant, on any node, so that
     * its changes become known one after the other.
     */
    Uni<Turn> takeTurn(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery("SELECT known_at FROM tenant_clock WHERE tenant_id = $1 FOR UPDATE")
                .execute(Tuple.of(tenantId))
                .map(rows -> Objects.requireNonNull(
                        SqlTime.instant(rows.iterator().next().getOffsetDateTime(0))))
                // Only once the turn is ours: whoever had it before may have changed the zone.
                .flatMap(last -> connection
                        .preparedQuery("SELECT timezone FROM tenant WHERE tenant_id = $1")
                        .execute(Tuple.of(tenantId))
                        .map(rows -> ZoneId.of(rows.iterator().next().getString(0)))
                        .map(zone -> new Turn(tenantId, zone, after(last))));
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
        return apply(connection, turn, changes, Set.of());
    }

    /** The same, where some records also lost events that they had: they are folded again, too. */
    Uni<List<Change>> apply(SqlConnection connection, Turn turn, List<Change> changes, Set<UUID> lostEvents) {
        if (changes.isEmpty() && lostEvents.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return events.enter(connection, turn.tenantId(), changes)
                .flatMap(unknown -> events.append(connection, turn.tenantId(), changes, unknown, turn.knownAt())
                        .call(fresh -> fresh.isEmpty() && lostEvents.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : refold(connection, turn, fresh, lostEvents, Newcomers.among(fresh, unknown))));
    }

    private Uni<Void> refold(
            SqlConnection connection, Turn turn, List<Change> fresh, Set<UUID> lostEvents, Newcomers newcomers) {
        Set<UUID> touched = fresh.stream()
                .map(change -> change.event().recordId())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        touched.addAll(lostEvents);
        return events.eventsOf(connection, turn.tenantId(), touched, newcomers.events(turn.knownAt()))
                .flatMap(all -> {
                    Set<UUID> group = new LinkedHashSet<>(touched);
                    all.forEach(recorded -> group.add(recorded.event().recordId()));
                    group.removeAll(newcomers.records());
                    return events.directory(connection, turn.tenantId(), group)
                            .map(newcomers::enteredIn)
                            // Folding is arithmetic on many small objects: kept off the event loop.
                            .emitOn(Infrastructure.getDefaultWorkerPool())
                            .flatMap(directory ->
                                    believe(connection, turn, directory, fold(turn, directory, all), newcomers));
                })
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

    private Map<UUID, List<Version>> fold(
            Turn turn, List<EventStore.DirectoryEntry> directory, List<RecordedEvent> all) {
        return new RecordFold(turn.zone())
                .fold(
                        directory.stream().map(entry -> entry.subject(senders)).toList(),
                        all.stream().map(RecordedEvent::event).toList());
    }

    private Uni<Void> believe(
            SqlConnection connection,
            Turn turn,
            List<EventStore.DirectoryEntry> directory,
            Map<UUID, List<Version>> folded,
            Newcomers newcomers) {
        Map<EntityType, Map<UUID, String>> byEntity = EventStore.DirectoryEntry.externalIds(directory);
        return Multi.createFrom()
                .iterable(byEntity.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> {
                    Map<UUID, List<Version>> ofEntity = new LinkedHashMap<>(folded);
                    ofEntity.keySet().retainAll(entry.getValue().keySet());
                    Set<UUID> believedOf = new LinkedHashSet<>(ofEntity.keySet());
                    believedOf.removeAll(newcomers.records());
                    return versions.believe(
                            connection,
                            turn.tenantId(),
                            entry.getKey(),
                            new VersionStore.Folded(ofEntity, believedOf, entry.getValue()),
                            turn.knownAt());
                })
                .collect()
                .asList()
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
