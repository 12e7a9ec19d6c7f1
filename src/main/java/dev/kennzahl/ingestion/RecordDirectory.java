package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.ingestion.history.RecordFold;
import dev.kennzahl.sales.EntityType;

/** Which records there are, and what their senders call them. */
@Singleton
class RecordDirectory {
    private static final List<Column> RECORD = List.of(
            new Column("record_id", "uuid"),
            new Column("entity", "text"),
            new Column("sender", "text"),
            new Column("account", "text"),
            new Column("object_type", "text"),
            new Column("external_id", "text"),
            new Column("connection_id", "uuid"));

    /** Who a record is. */
    record Entry(UUID id, EntityType entity, String sender, String externalId) {
        RecordFold.Subject subject(Senders senders) {
            return new RecordFold.Subject(id, entity, senders.statusRule(sender), senders.derivation(sender));
        }

        /** What the senders call the records, by kind; those that others name come before them. */
        static Map<EntityType, Map<UUID, String>> externalIds(List<Entry> directory) {
            Map<EntityType, Map<UUID, String>> byEntity = new TreeMap<>(Comparator.reverseOrder());
            directory.forEach(entry -> byEntity.computeIfAbsent(entry.entity(), type -> new LinkedHashMap<>())
                    .put(entry.id(), entry.externalId()));
            return byEntity;
        }
    }

    /**
     * Enters the records that are not known yet.
     *
     * @return those: nothing was recorded of them before
     */
    Uni<Set<UUID>> enter(SqlConnection connection, int tenantId, Collection<Change> changes) {
        RowBatch batch = new RowBatch(RECORD);
        Set<UUID> entered = new HashSet<>();
        for (Change change : changes) {
            if (entered.add(change.event().recordId())) {
                RecordKey key = change.record();
                batch.add(
                        change.event().recordId(),
                        key.entity().key(),
                        key.sender(),
                        key.account(),
                        key.objectType(),
                        key.externalId(),
                        change.origin().connectionId());
            }
        }
        return connection
                .preparedQuery(batch.insert("record") + " ON CONFLICT DO NOTHING RETURNING record_id")
                .execute(batch.parameters(tenantId))
                .map(rows -> {
                    Set<UUID> unknown = new HashSet<>();
                    rows.forEach(row -> unknown.add(row.getUUID(0)));
                    return unknown;
                });
    }

    /** Who the records are. */
    Uni<List<Entry>> find(SqlConnection connection, int tenantId, Set<UUID> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return connection
                .preparedQuery(
                        """
                        SELECT record_id, entity, sender, external_id FROM record WHERE tenant_id = $1 AND record_id = ANY ($2)
                        """)
                .execute(Tuple.of(tenantId, records.toArray(new UUID[0])))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(new Entry(
                            row.getUUID(0),
                            EntityType.ofKey(row.getString(1)).orElseThrow(),
                            row.getString(2),
                            row.getString(3))));
                    return entries;
                });
    }
}
