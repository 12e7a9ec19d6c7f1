package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.ingestion.history.RecordedEvent;

/**
 * What deliveries say no longer, since they were read again with other options. An event belongs to the delivery that it first
 * came in with, so only reading that one again can take it back; what we believed until then stays on record.
 */
@Singleton
class SupersededEvents {
    private static final List<Column> SAID = List.of(
            new Column("delivery_id", "bigint"),
            new Column("record_id", "uuid"),
            new Column("event_id", "uuid"),
            new Column("kind", "text"),
            new Column("occurred_at", "timestamptz"),
            new Column("sequence", "bigint"),
            new Column("fields", "jsonb"),
            new Column("merge", "jsonb"));

    private final EventStore events;

    SupersededEvents(EventStore events) {
        this.events = events;
    }

    /** An event that was taken back. */
    record Taken(UUID recordId, long deliveryId) {}

    /**
     * Takes back what the deliveries are on record with and do not say like that any more.
     *
     * @param deliveries those that are read again
     * @param said what they say now
     */
    Uni<List<Taken>> takeBack(
            SqlConnection connection,
            int tenantId,
            Collection<Long> deliveries,
            List<Change> said,
            Instant supersededAt) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        RowBatch batch = batch(deliveries, said);
        return connection
                .preparedQuery(
                        """
                        WITH taken AS (
                            DELETE FROM change_event e
                             WHERE e.tenant_id = $1 AND e.delivery_id = ANY ($2)
                               AND NOT EXISTS (
                                   SELECT FROM %s s
                                    WHERE s.delivery_id = e.delivery_id AND s.record_id = e.record_id
                                      AND s.event_id = e.event_id AND s.kind = e.kind AND s.occurred_at = e.occurred_at
                                      AND s.sequence = e.sequence AND s.fields = e.fields
                                      AND s.merge IS NOT DISTINCT FROM e.merge)
                            RETURNING *)
                        INSERT INTO superseded_event (
                               tenant_id, record_id, event_id, kind, occurred_at, occurred_on, bare_dates, sequence, event_key,
                               fields, merge, recorded_at, superseded_at, delivery_id)
                        SELECT tenant_id, record_id, event_id, kind, occurred_at, occurred_on, bare_dates, sequence, event_key,
                               fields, merge, recorded_at, $3, delivery_id
                          FROM taken
                        RETURNING record_id, delivery_id
                        """
                                .formatted(batch.table(4)))
                .execute(batch.parameters(tenantId, deliveries.toArray(new Long[0]), SqlTime.parameter(supersededAt)))
                .map(rows -> {
                    List<Taken> taken = new ArrayList<>();
                    rows.forEach(row -> taken.add(new Taken(row.getUUID(0), row.getLong(1))));
                    return taken;
                });
    }

    private RowBatch batch(Collection<Long> deliveries, List<Change> said) {
        RowBatch batch = new RowBatch(SAID);
        Set<String> first = new HashSet<>();
        for (Change change : said) {
            var event = change.event();
            Long delivery = Objects.requireNonNull(change.origin().deliveryId());
            // As in the log, of two bodies under one key in one delivery the first stands.
            if (deliveries.contains(delivery) && first.add(delivery + "/" + event.recordId() + "/" + event.eventId())) {
                batch.add(
                        delivery,
                        event.recordId(),
                        event.eventId(),
                        event.kind(),
                        SqlTime.text(event.occurredAt()),
                        event.sequence(),
                        events.write(event.fields()),
                        event.merge() == null ? null : events.write(event.merge()));
            }
        }
        return batch;
    }

    /** Which events the deliveries are on record with, as {@code delivery/event}. */
    Uni<Set<String>> onRecord(SqlConnection connection, int tenantId, Collection<Long> deliveries) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return connection
                .preparedQuery(
                        "SELECT delivery_id, event_id FROM change_event WHERE tenant_id = $1 AND delivery_id = ANY ($2)")
                .execute(Tuple.of(tenantId, deliveries.toArray(new Long[0])))
                .map(rows -> {
                    Set<String> known = new HashSet<>();
                    rows.forEach(row -> known.add(row.getLong(0) + "/" + row.getUUID(1)));
                    return known;
                });
    }

    /** What was once said of the records and taken back. */
    Uni<List<RecordedEvent>> of(SqlConnection connection, int tenantId, Set<UUID> records) {
        return connection
                .preparedQuery(
                        """
                        SELECT record_id, event_id, kind, occurred_at, occurred_on, sequence, event_key, fields::text, merge::text,
                               recorded_at, superseded_at
                          FROM superseded_event WHERE tenant_id = $1 AND record_id = ANY ($2)
                        """)
                .execute(Tuple.of(tenantId, records.toArray(new UUID[0])))
                .map(rows -> {
                    List<RecordedEvent> read = events.read(rows);
                    List<RecordedEvent> superseded = new ArrayList<>();
                    for (Row row : rows) {
                        superseded.add(read.get(superseded.size())
                                .until(Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(10)))));
                    }
                    return superseded;
                });
    }
}
