package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.ingestion.history.RecordedEvent;
import dev.kennzahl.ingestion.history.StoredEvent;

/** The log of canonical change events. Append-only: what is known already is left as it is. */
@Singleton
class EventStore {
    private static final List<Column> EVENT = List.of(
            new Column("record_id", "uuid"),
            new Column("event_id", "uuid"),
            new Column("kind", "text"),
            new Column("occurred_at", "timestamptz"),
            new Column("occurred_on", "date"),
            new Column("bare_dates", "boolean"),
            new Column("sequence", "bigint"),
            new Column("event_key", "text"),
            new Column("fields", "jsonb"),
            new Column("merge", "jsonb"),
            new Column("recorded_at", "timestamptz"),
            new Column("delivery_id", "bigint"),
            new Column("import_id", "uuid"));

    // A row that repeats the newest one of its record says nothing new, so importing a file twice changes nothing.
    // It is new again over changes that came in between.
    private static final String NEW_TO_US =
            """
             WHERE r.kind <> 'SNAPSHOT' OR r.fields IS DISTINCT FROM (
                   SELECT e.fields FROM change_event e
                    WHERE e.tenant_id = $1 AND e.record_id = r.record_id AND e.kind IN ('SNAPSHOT', 'CHANGED')
                    ORDER BY e.sequence DESC, e.event_key DESC LIMIT 1)
            """;

    private static final TypeReference<LinkedHashMap<String, @Nullable String>> FIELDS = new TypeReference<>() {};

    private final ObjectMapper json;

    EventStore(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Appends the events that are not known yet.
     *
     * @param unknown the records of which nothing was recorded before
     * @return the changes that were new
     */
    Uni<List<Change>> append(
            SqlConnection connection, int tenantId, List<Change> changes, Set<UUID> unknown, Instant recordedAt) {
        // What is said of a record for the first time cannot be known, so nobody need look whether it is.
        RowBatch firsts = new RowBatch(EVENT);
        RowBatch batch = new RowBatch(EVENT);
        List<Change> fresh = new ArrayList<>();
        String recorded = SqlTime.text(recordedAt);
        Map<EventId, Change> byId = new LinkedHashMap<>();
        for (Change change : changes) {
            if (byId.putIfAbsent(EventId.of(change.event()), change) == null) {
                if (unknown.contains(change.event().recordId())) {
                    fresh.add(change);
                    firsts.add(row(change, recorded));
                } else {
                    batch.add(row(change, recorded));
                }
            }
        }
        return Uni.combine()
                .all()
                .unis(
                        insert(connection, tenantId, firsts, ""),
                        insert(
                                connection,
                                tenantId,
                                batch,
                                NEW_TO_US + " ON CONFLICT DO NOTHING RETURNING record_id, event_id"))
                .collectFailures()
                .asTuple()
                .map(inserted -> {
                    inserted.getItem2()
                            .forEach(row -> fresh.add(
                                    Objects.requireNonNull(byId.get(new EventId(row.getUUID(0), row.getUUID(1))))));
                    return fresh;
                });
    }

    private record EventId(UUID record, UUID event) {
        static EventId of(StoredEvent event) {
            return new EventId(event.recordId(), event.eventId());
        }
    }

    private @Nullable Object[] row(Change change, String recordedAt) {
        StoredEvent event = change.event();
        return new @Nullable Object[] {
            event.recordId(),
            event.eventId(),
            event.kind(),
            SqlTime.text(event.occurredAt()),
            event.occurredOn(),
            change.holdsBareDates(),
            event.sequence(),
            event.key(),
            write(event.fields()),
            event.merge() == null ? null : write(event.merge()),
            recordedAt,
            change.origin().deliveryId(),
            change.origin().importId()
        };
    }

    private static Uni<Iterable<Row>> insert(SqlConnection connection, int tenantId, RowBatch batch, String clause) {
        return batch.isEmpty()
                ? Uni.createFrom().item(List.of())
                : connection
                        .preparedQuery(batch.insert("change_event") + clause)
                        .execute(batch.parameters(tenantId))
                        .map(rows -> rows);
    }

    /** All events of the records and of those linked to them by merges. */
    Uni<List<RecordedEvent>> eventsOf(SqlConnection connection, int tenantId, Set<UUID> records) {
        return eventsOf(connection, tenantId, records, new HashSet<>(), new ArrayList<>());
    }

    private Uni<List<RecordedEvent>> eventsOf(
            SqlConnection connection, int tenantId, Set<UUID> wanted, Set<UUID> loaded, List<RecordedEvent> events) {
        loaded.addAll(wanted);
        return ownEvents(connection, tenantId, wanted).flatMap(found -> {
            events.addAll(found);
            Set<UUID> next = new LinkedHashSet<>(
                    RecordFold.linked(found.stream().map(RecordedEvent::event).toList()));
            next.removeAll(loaded);
            return next.isEmpty()
                    ? Uni.createFrom().item(events)
                    : eventsOf(connection, tenantId, next, loaded, events);
        });
    }

    /** All events of these records and no others. */
    Uni<List<RecordedEvent>> ownEvents(SqlConnection connection, int tenantId, Set<UUID> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return connection
                .preparedQuery(
                        """
                        SELECT record_id, event_id, kind, occurred_at, occurred_on, sequence, event_key, fields::text, merge::text,
                               recorded_at
                          FROM change_event WHERE tenant_id = $1 AND record_id = ANY ($2)
                        """)
                .execute(Tuple.of(tenantId, records.toArray(new UUID[0])))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::read);
    }

    /** The next records, in order of their ids, of which some event holds, or held, a bare date. */
    Uni<List<UUID>> recordsWithBareDates(SqlConnection connection, int tenantId, UUID after, int limit) {
        return connection
                .preparedQuery(
                        """
                        (SELECT DISTINCT record_id FROM change_event
                          WHERE tenant_id = $1 AND bare_dates AND record_id > $2 ORDER BY record_id LIMIT $3)
                        UNION
                        (SELECT DISTINCT record_id FROM superseded_event
                          WHERE tenant_id = $1 AND bare_dates AND record_id > $2 ORDER BY record_id LIMIT $3)
                        ORDER BY record_id LIMIT $3
                        """)
                .execute(Tuple.of(tenantId, after, limit))
                .map(rows -> {
                    List<UUID> records = new ArrayList<>();
                    rows.forEach(row -> records.add(row.getUUID(0)));
                    return records;
                });
    }

    List<RecordedEvent> read(RowSet<Row> rows) {
        List<RecordedEvent> events = new ArrayList<>();
        for (Row row : rows) {
            String merge = row.getString(8);
            StoredEvent event = new StoredEvent(
                    row.getUUID(0),
                    row.getUUID(1),
                    StoredEvent.Kind.valueOf(row.getString(2)),
                    Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(3))),
                    row.getLocalDate(4),
                    row.getLong(5),
                    row.getString(6),
                    parse(row.getString(7), FIELDS),
                    merge == null ? null : parse(merge, new TypeReference<StoredEvent.Merge>() {}));
            events.add(new RecordedEvent(event, Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(9)))));
        }
        return events;
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of plain text and ids is always writable", e);
        }
    }

    private <T> T parse(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the event log holds only what this class wrote", e);
        }
    }
}
