package dev.kennzahl.ingestion;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.ingestion.history.Belief;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.RecordedEvent;
import dev.kennzahl.ingestion.history.Replay;
import dev.kennzahl.sales.ZoneDependent;

/**
 * Writes histories anew when a tenant's days begin elsewhere. A file that says 1 March means 1 March in whatever zone the
 * tenant reports; so the records that rest on bare dates get the history they would have had in the new zone, for all known
 * times, and a question as of any past moment is answered with the same days as before. Exact instants stay where they are.
 */
@Singleton
class HistoryRebuild implements ZoneDependent {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final EventStore events;
    private final RecordDirectory recordDirectory;
    private final SupersededEvents superseded;
    private final VersionStore versions;
    private final Senders senders;
    private final IngestionConfig config;

    HistoryRebuild(
            EventStore events,
            RecordDirectory recordDirectory,
            SupersededEvents superseded,
            VersionStore versions,
            Senders senders,
            IngestionConfig config) {
        this.events = events;
        this.recordDirectory = recordDirectory;
        this.superseded = superseded;
        this.versions = versions;
        this.senders = senders;
        this.config = config;
    }

    /** Goes through the records in batches; a record that merges link to those of several is written each time, alike. */
    @Override
    public Uni<Void> follow(SqlConnection connection, int tenantId, ZoneId zone) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicReference<>(BEFORE_ALL), last -> events.recordsWithBareDates(
                                connection, tenantId, last.get(), config.recordsPerRebuild())
                        .call(batch -> rebuild(connection, tenantId, zone, batch))
                        .invoke(batch -> last.set(batch.isEmpty() ? last.get() : batch.get(batch.size() - 1))))
                .until(List::isEmpty)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Writes the histories of the records anew, from their events as they are now. */
    Uni<Void> rebuild(SqlConnection connection, int tenantId, ZoneId zone, List<UUID> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return everSaid(connection, tenantId, new LinkedHashSet<>(records)).flatMap(all -> {
            Set<UUID> group = new LinkedHashSet<>(records);
            all.forEach(recorded -> group.add(recorded.event().recordId()));
            return recordDirectory
                    .find(connection, tenantId, group)
                    // Folding is arithmetic on many small objects: kept off the event loop.
                    .emitOn(Infrastructure.getDefaultWorkerPool())
                    .flatMap(directory -> rewrite(connection, tenantId, directory, replay(zone, directory, all)));
        });
    }

    /** All that was ever said of the records and of those that merges link or linked to them, what was taken back included. */
    Uni<List<RecordedEvent>> everSaid(SqlConnection connection, int tenantId, Set<UUID> records) {
        return events.eventsOf(connection, tenantId, records).flatMap(all -> {
            Set<UUID> group = new LinkedHashSet<>(records);
            all.forEach(recorded -> group.add(recorded.event().recordId()));
            return superseded.of(connection, tenantId, group).flatMap(old -> {
                Set<UUID> wider = new LinkedHashSet<>(group);
                wider.addAll(
                        RecordFold.linked(old.stream().map(RecordedEvent::event).toList()));
                List<RecordedEvent> ever = new ArrayList<>(all);
                ever.addAll(old);
                return wider.size() == group.size()
                        ? Uni.createFrom().item(ever)
                        : everSaid(connection, tenantId, wider);
            });
        });
    }

    private List<Belief> replay(ZoneId zone, List<RecordDirectory.Entry> directory, List<RecordedEvent> all) {
        return new Replay(new RecordFold(zone))
                .beliefs(directory.stream().map(entry -> entry.subject(senders)).toList(), all);
    }

    private Uni<Void> rewrite(
            SqlConnection connection, int tenantId, List<RecordDirectory.Entry> directory, List<Belief> beliefs) {
        return Multi.createFrom()
                .iterable(RecordDirectory.Entry.externalIds(directory).entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> {
                    Map<UUID, String> externalIds = entry.getValue();
                    List<Belief> ofEntity = beliefs.stream()
                            .filter(belief -> externalIds.containsKey(belief.record()))
                            .toList();
                    return versions.rewrite(connection, tenantId, entry.getKey(), ofEntity, externalIds);
                })
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
