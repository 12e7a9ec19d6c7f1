package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.ingestion.history.OpaqueKeys;
import dev.kennzahl.ingestion.history.RecordedEvent;
import dev.kennzahl.ingestion.history.Replay;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.sales.EntityType;

/**
 * Takes a person out of the events, its own and those that refer to it, and writes the histories that follow from them anew. So
 * what is stored is what the events say, after an erasure as before it, for all known times.
 */
@Singleton
class ErasedHistory {
    private final EventStore events;
    private final RecordDirectory recordDirectory;
    private final HistoryRebuild rebuild;
    private final ObjectMapper json;
    private final IngestionConfig config;

    ErasedHistory(
            EventStore events,
            RecordDirectory recordDirectory,
            HistoryRebuild rebuild,
            ObjectMapper json,
            IngestionConfig config) {
        this.events = events;
        this.recordDirectory = recordDirectory;
        this.rebuild = rebuild;
        this.json = json;
        this.config = config;
    }

    /** An event as it was and as it stays. */
    private record Rewritten(RecordedEvent was, UUID eventId, StoredEvent stays) {}

    /** Rewrites the records, batch by batch: an employee may own a hundred thousand deals. */
    Uni<ErasureCounts> erase(SqlConnection connection, ChangeApplier.Turn turn, Erasing person, Set<UUID> referring) {
        List<UUID> records = new ArrayList<>(person.records());
        records.addAll(referring);
        return Multi.createFrom()
                .iterable(records)
                .group()
                .intoLists()
                .of(config.recordsPerRebuild())
                .onItem()
                .transformToUniAndConcatenate(batch -> erase(connection, turn, person, batch))
                .collect()
                .in(() -> new ErasureCounts[] {ErasureCounts.NONE}, (sum, batch) -> sum[0] = sum[0].plus(batch))
                .map(sum -> sum[0]);
    }

    private Uni<ErasureCounts> erase(
            SqlConnection connection, ChangeApplier.Turn turn, Erasing person, List<UUID> batch) {
        return rebuild.everSaid(connection, turn.tenantId(), new LinkedHashSet<>(batch))
                .flatMap(all -> recordDirectory
                        .find(connection, turn.tenantId(), recordsOf(all))
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(directory -> rewritten(person, all, directory)))
                .call(rewritten -> store(connection, turn.tenantId(), rewritten))
                .call(() -> rebuild.rebuild(connection, turn.tenantId(), turn.zone(), batch))
                .map(rewritten -> {
                    int own = (int) rewritten.stream()
                            .filter(event ->
                                    person.records().contains(event.stays().recordId()))
                            .count();
                    return new ErasureCounts(0, own, rewritten.size() - own, 0, 0);
                });
    }

    private static Set<UUID> recordsOf(List<RecordedEvent> all) {
        return all.stream().map(recorded -> recorded.event().recordId()).collect(Collectors.toSet());
    }

    private static List<Rewritten> rewritten(
            Erasing person, List<RecordedEvent> all, List<RecordDirectory.Entry> directory) {
        Map<UUID, EntityType> entities = new HashMap<>();
        directory.forEach(entry -> entities.put(entry.id(), entry.entity()));
        List<Rewritten> rewritten = new ArrayList<>();
        for (List<RecordedEvent> group : Replay.grouped(all)) {
            Set<String> own = group.stream()
                    .map(RecordedEvent::event)
                    .filter(event -> person.records().contains(event.recordId()))
                    .map(StoredEvent::key)
                    .collect(Collectors.toSet());
            Map<String, String> keys = OpaqueKeys.of(
                    group.stream().map(recorded -> recorded.event().key()).toList(),
                    key -> own.contains(key) || person.isIn(key));
            for (RecordedEvent recorded : group) {
                StoredEvent event = recorded.event();
                boolean isOwn = person.records().contains(event.recordId());
                StoredEvent stays = event.saying(
                        keys.getOrDefault(event.key(), event.key()),
                        person.inFields(event, Objects.requireNonNull(entities.get(event.recordId()))));
                if (isOwn || !stays.equals(event)) {
                    // Ids of events are computed from what they said. Others keep theirs, so that they are known again
                    // when
                    // their sender repeats them; of the person itself nothing is taken in again.
                    rewritten.add(new Rewritten(recorded, isOwn ? UUID.randomUUID() : event.eventId(), stays));
                }
            }
        }
        return rewritten;
    }

    private Uni<Void> store(SqlConnection connection, int tenantId, List<Rewritten> rewritten) {
        if (rewritten.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        RowBatch batch = new RowBatch(List.of(
                new RowBatch.Column("record_id", "uuid"),
                new RowBatch.Column("event_id", "uuid"),
                new RowBatch.Column("recorded_at", "timestamptz"),
                new RowBatch.Column("new_id", "uuid"),
                new RowBatch.Column("event_key", "text"),
                new RowBatch.Column("fields", "jsonb")));
        rewritten.forEach(event -> batch.add(
                event.was().event().recordId(),
                event.was().event().eventId(),
                SqlTime.text(event.was().recordedAt()),
                event.eventId(),
                event.stays().key(),
                write(event.stays().fields())));
        return Multi.createFrom()
                .items("change_event", "superseded_event")
                .onItem()
                .transformToUniAndConcatenate(table -> connection
                        .preparedQuery("UPDATE " + table
                                + " e SET event_id = r.new_id, event_key = r.event_key, fields = r.fields FROM "
                                + batch.table(2)
                                + " r WHERE e.tenant_id = $1 AND e.record_id = r.record_id AND e.event_id = r.event_id"
                                + " AND e.recorded_at = r.recorded_at")
                        .execute(batch.parameters(tenantId)))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("fields of plain text are always writable", e);
        }
    }
}
