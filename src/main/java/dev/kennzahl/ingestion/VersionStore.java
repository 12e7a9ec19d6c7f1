package dev.kennzahl.ingestion;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.ingestion.history.Version;
import dev.kennzahl.sales.EntityType;

/**
 * The two-time version tables. What we believed is never overwritten: a version that no longer holds gets the end of its
 * known time, and what holds instead is added, so any past answer can be given again.
 */
@Singleton
class VersionStore {
    private final ObjectMapper json;

    VersionStore(ObjectMapper json) {
        this.json = json;
    }

    /** A record's versions as they follow from all its events. */
    record Folded(UUID id, String externalId, List<Version> versions) {}

    private record Span(UUID record, Instant from, Instant to, UUID content) {}

    /**
     * Makes the folded versions what we believe from {@code knownAt} on; what is believed already is left untouched.
     *
     * @return how many versions were added
     */
    Uni<Integer> believe(
            SqlConnection connection, int tenantId, EntityType entity, List<Folded> folded, Instant knownAt) {
        UUID[] ids = folded.stream().map(Folded::id).toArray(UUID[]::new);
        return connection
                .preparedQuery("SELECT record_id, valid_from, valid_to, content FROM " + entity.versionTable()
                        + " WHERE tenant_id = $1 AND record_id = ANY ($2) AND known_to = 'infinity'")
                .execute(Tuple.of(tenantId, ids))
                .flatMap(rows -> {
                    Set<Span> believed = new HashSet<>();
                    rows.forEach(row -> believed.add(new Span(
                            row.getUUID(0),
                            Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(1))),
                            Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(2))),
                            row.getUUID(3))));
                    return replace(connection, tenantId, entity, folded, believed, knownAt);
                });
    }

    private Uni<Integer> replace(
            SqlConnection connection,
            int tenantId,
            EntityType entity,
            List<Folded> folded,
            Set<Span> believed,
            Instant knownAt) {
        RowBatch added = new RowBatch(columns(entity));
        Set<Span> outdated = new HashSet<>(believed);
        for (Folded record : folded) {
            for (Version version : record.versions()) {
                Span span = new Span(record.id(), version.validFrom(), version.validTo(), version.content());
                if (!outdated.remove(span)) {
                    added.add(row(entity, record, version, span.content(), knownAt));
                }
            }
        }
        RowBatch ended =
                new RowBatch(List.of(new Column("record_id", "uuid"), new Column("valid_from", "timestamptz")));
        outdated.forEach(span -> ended.add(span.record(), SqlTime.text(span.from())));
        return end(connection, tenantId, entity, ended, knownAt)
                .chain(() -> add(connection, tenantId, entity, added))
                .replaceWith(added.size());
    }

    private static Uni<Void> end(
            SqlConnection connection, int tenantId, EntityType entity, RowBatch ended, Instant knownAt) {
        if (ended.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery("UPDATE " + entity.versionTable() + " v SET known_to = $2 FROM " + ended.table(3)
                        + " r WHERE v.tenant_id = $1 AND v.record_id = r.record_id AND v.valid_from = r.valid_from"
                        + " AND v.known_to = 'infinity'")
                .execute(ended.parameters(tenantId, SqlTime.parameter(knownAt)))
                .replaceWithVoid();
    }

    private static Uni<Void> add(SqlConnection connection, int tenantId, EntityType entity, RowBatch added) {
        if (added.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(added.insert(entity.versionTable()))
                .execute(added.parameters(tenantId))
                .replaceWithVoid();
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

    private @Nullable Object[] row(EntityType entity, Folded record, Version version, UUID content, Instant knownAt) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(record.id());
        row.add(SqlTime.text(version.validFrom()));
        row.add(SqlTime.text(version.validTo()));
        row.add(SqlTime.text(knownAt));
        row.add("infinity");
        row.add(record.externalId());
        row.add(version.status());
        row.add(version.mergedInto());
        row.add(version.needsResync());
        row.add(content);
        row.add(write(version.custom()));
        entity.fields().keySet().forEach(name -> row.add(text(version.fields().get(name))));
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
