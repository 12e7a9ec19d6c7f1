package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
import dev.kennzahl.ingestion.history.StoredEvent;
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
                .preparedQuery(
                        """
                        SELECT c.known_at, t.timezone FROM tenant_clock c JOIN tenant t USING (tenant_id)
                         WHERE c.tenant_id = $1 FOR UPDATE OF c
                        """)
                .execute(Tuple.of(tenantId))
                .map(rows -> {
                    var row = rows.iterator().next();
                    Instant last = Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(0)));
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    Instant next = last.plus(1, ChronoUnit.MICROS);
                    return new Turn(tenantId, ZoneId.of(row.getString(1)), now.isAfter(next) ? now : next);
                });
    }

    /**
     * Applies the changes.
     *
     * @return those that were new; the others were known already
     */
    Uni<List<Change>> apply(SqlConnection connection, Turn turn, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return events.enter(connection, turn.tenantId(), changes)
                .chain(() -> events.append(connection, turn.tenantId(), changes, turn.knownAt()))
                .call(fresh -> fresh.isEmpty() ? Uni.createFrom().voidItem() : refold(connection, turn, fresh));
    }

    private Uni<Void> refold(SqlConnection connection, Turn turn, List<Change> fresh) {
        Set<UUID> touched = fresh.stream()
                .map(change -> change.event().recordId())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return events.eventsOf(connection, turn.tenantId(), touched)
                .flatMap(all -> {
                    Set<UUID> group = new LinkedHashSet<>(touched);
                    all.forEach(event -> group.add(event.recordId()));
                    return events.directory(connection, turn.tenantId(), group)
                            // Folding is arithmetic on many small objects: kept off the event loop.
                            .emitOn(Infrastructure.getDefaultWorkerPool())
                            .map(directory -> fold(turn, directory, all));
                })
                .flatMap(folded -> Multi.createFrom()
                        .iterable(folded.entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(entry -> versions.believe(
                                connection, turn.tenantId(), entry.getKey(), entry.getValue(), turn.knownAt()))
                        .collect()
                        .asList())
                .chain(() -> noteCustomAttributes(connection, turn, fresh))
                .chain(() -> connection
                        .preparedQuery("UPDATE tenant_clock SET known_at = $2 WHERE tenant_id = $1")
                        .execute(Tuple.of(turn.tenantId(), SqlTime.parameter(turn.knownAt()))))
                .replaceWithVoid();
    }

    private Map<EntityType, List<VersionStore.Folded>> fold(
            Turn turn, List<EventStore.DirectoryEntry> directory, List<StoredEvent> all) {
        Map<UUID, EventStore.DirectoryEntry> entries = new HashMap<>();
        List<RecordFold.Subject> subjects = new ArrayList<>();
        for (EventStore.DirectoryEntry entry : directory) {
            entries.put(entry.id(), entry);
            subjects.add(new RecordFold.Subject(
                    entry.id(),
                    EntityType.ofKey(entry.entity()).orElseThrow(),
                    senders.statusRule(entry.sender()),
                    senders.derivation(entry.sender())));
        }
        Map<UUID, List<Version>> folded = new RecordFold(turn.zone()).fold(subjects, all);
        Map<EntityType, List<VersionStore.Folded>> byEntity = new EnumMap<>(EntityType.class);
        for (RecordFold.Subject subject : subjects) {
            String externalId =
                    Objects.requireNonNull(entries.get(subject.id())).externalId();
            byEntity.computeIfAbsent(subject.entity(), type -> new ArrayList<>())
                    .add(new VersionStore.Folded(
                            subject.id(), externalId, Objects.requireNonNull(folded.get(subject.id()))));
        }
        return byEntity;
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
