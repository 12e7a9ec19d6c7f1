package dev.kennzahl.ingestion;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.ingestion.history.Belief;
import dev.kennzahl.ingestion.history.Revision;
import dev.kennzahl.ingestion.history.Version;
import dev.kennzahl.sales.EntityType;

/**
 * The two-time version tables. What we believed is never overwritten: a version that no longer holds gets the end of its
 * known time, and what holds instead is added, so any past answer can be given again. The one exception keeps that promise when
 * days begin elsewhere: see {@link HistoryRebuild}.
 */
@Singleton
class VersionStore {
    private static final Set<String> KNOWN = Set.of("known_from", "known_to");

    private final ObjectMapper json;
    private final MergedKeys mergedKeys;

    VersionStore(ObjectMapper json, MergedKeys mergedKeys) {
        this.json = json;
        this.mergedKeys = mergedKeys;
    }

    /**
     * Records of one kind as they follow from all their events.
     *
     * @param versions of each record
     * @param believedOf those of which something may be believed already that must be looked up
     * @param remembered what is believed that need not
     * @param externalIds what the sender calls each of them
     */
    record Folded(
            Map<UUID, List<Version>> versions,
            Set<UUID> believedOf,
            List<Revision.Span> remembered,
            Map<UUID, String> externalIds) {}

    /** Makes the folded versions what we believe from {@code knownAt} on; what is believed already is left untouched. */
    Uni<Void> believe(SqlConnection connection, int tenantId, EntityType entity, Folded folded, Instant knownAt) {
        return believed(connection, tenantId, entity, folded.believedOf()).flatMap(lookedUp -> {
            List<Revision.Span> believed = new ArrayList<>(lookedUp);
            believed.addAll(folded.remembered());
            Revision revision = Revision.of(believed, folded.versions(), knownAt);
            // Both are put into words here, off the event loop, and sent together.
            return Uni.join()
                    .all(
                            end(connection, tenantId, entity, revision.ended(), knownAt),
                            add(connection, tenantId, entity, revision.added(), folded.externalIds()))
                    .andCollectFailures()
                    .replaceWithVoid();
        });
    }

    private static Uni<List<Revision.Span>> believed(
            SqlConnection connection, int tenantId, EntityType entity, Set<UUID> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return connection
                .preparedQuery("SELECT record_id, valid_from, valid_to, content FROM " + entity.versionTable()
                        + " WHERE tenant_id = $1 AND record_id = ANY ($2) AND known_to = 'infinity'")
                .execute(Tuple.of(tenantId, records.toArray(new UUID[0])))
                // What follows is arithmetic again: kept off the event loop, which has answers to give.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> {
                    List<Revision.Span> believed = new ArrayList<>();
                    rows.forEach(row -> believed.add(new Revision.Span(
                            row.getUUID(0),
                            Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(1))),
                            Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(2))),
                            row.getUUID(3))));
                    return believed;
                });
    }

    /** Puts the beliefs in the place of all that was ever believed of the records. For nothing but reading events anew. */
    Uni<Void> rewrite(
            SqlConnection connection,
            int tenantId,
            EntityType entity,
            List<Belief> beliefs,
            Map<UUID, String> externalIds) {
        return connection
                .preparedQuery(
                        "DELETE FROM " + entity.versionTable() + " WHERE tenant_id = $1 AND record_id = ANY ($2)")
                .execute(Tuple.of(tenantId, externalIds.keySet().toArray(new UUID[0])))
                .chain(() -> add(connection, tenantId, entity, beliefs, externalIds));
    }

    private static Uni<Void> end(
            SqlConnection connection, int tenantId, EntityType entity, Set<Revision.Span> ended, Instant knownAt) {
        if (ended.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        RowBatch batch =
                new RowBatch(List.of(new Column("record_id", "uuid"), new Column("valid_from", "timestamptz")));
        ended.forEach(span -> batch.add(span.record(), SqlTime.text(span.from())));
        // Cast apart: row-level security lets no cast from text into a look-up by index, so that of each record every
        // version
        // would be looked at.
        return connection
                .preparedQuery("WITH r AS MATERIALIZED " + batch.table(3) + " UPDATE " + entity.versionTable()
                        + " v SET known_to = $2 FROM r WHERE v.tenant_id = $1 AND v.record_id = r.record_id AND v.valid_from = r.valid_from"
                        + " AND v.known_to = 'infinity'")
                .execute(batch.parameters(tenantId, SqlTime.parameter(knownAt)))
                .replaceWithVoid();
    }

    private Uni<Void> add(
            SqlConnection connection,
            int tenantId,
            EntityType entity,
            List<Belief> added,
            Map<UUID, String> externalIds) {
        if (added.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return mergedKeys.meant(connection, tenantId, entity, added).flatMap(all -> {
            RowBatch batch = new RowBatch(columns(entity));
            all.forEach(meant -> batch.add(row(
                    entity,
                    meant,
                    Objects.requireNonNull(externalIds.get(meant.belief().record())))));
            return connection
                    .preparedQuery(batch.insert(entity.versionTable()))
                    .execute(batch.parameters(tenantId))
                    .replaceWithVoid();
        });
    }

    /** The columns of a version without those that every row has, by whatever it is known. */
    static List<String> columnNames(EntityType entity) {
        return columns(entity).stream()
                .map(Column::name)
                .filter(name -> !KNOWN.contains(name))
                .toList();
    }

    private static List<Column> columns(EntityType entity) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("record_id", "uuid"),
                new Column("valid_from", "timestamptz"),
                new Column("valid_to", "timestamptz"),
                new Column("known_from", "timestamptz"),
                new Column("known_to", "timestamptz"),
                new Column("external_id", "text"),
                new Column("status", "text"),
                new Column("merged_into", "uuid"),
                new Column("needs_resync", "boolean"),
                new Column("content", "uuid"),
                new Column("custom", "jsonb")));
        entity.fields().forEach((name, type) -> columns.add(new Column(name, type.sqlType())));
        return columns;
    }

    private @Nullable Object[] row(EntityType entity, MergedKeys.Meant meant, String externalId) {
        Belief belief = meant.belief();
        Version version = belief.version();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(belief.record());
        row.add(SqlTime.text(version.validFrom()));
        row.add(SqlTime.text(version.validTo()));
        row.add(SqlTime.text(belief.knownFrom()));
        row.add(SqlTime.text(belief.knownTo()));
        row.add(externalId);
        row.add(version.status());
        row.add(version.mergedInto());
        row.add(version.needsResync());
        row.add(version.content());
        row.add(write(version.custom()));
        entity.fields().keySet().forEach(name -> {
            String key = meant.keys().get(name);
            row.add(key == null ? text(version.fields().get(name)) : key);
        });
        return row.toArray();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value == null ? null : value.toString();
    }

    private String write(Map<String, String> custom) {
        try {
            return json.writeValueAsString(new HashMap<>(custom));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of text is always writable", e);
        }
    }
}
