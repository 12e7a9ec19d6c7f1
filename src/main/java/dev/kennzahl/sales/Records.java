package dev.kennzahl.sales;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;

/** Reads records of any kind: as they are now, or all versions of one. The columns follow from {@link EntityType#fields()}. */
public final class Records {
    private Records() {}

    /**
     * A record, or one version of it.
     *
     * @param account the sender's account it belongs to; empty for files
     * @param connection the connection it first came in on; null for files
     * @param validFrom since when it was so; null for since ever
     * @param validTo until when; null for until further notice
     * @param knownFrom since when we knew
     * @param knownTo until when we believed it; null for we still do
     * @param fields field name to value; unknown ones are absent
     * @param custom custom attributes as JSON text
     */
    public record Entry(
            UUID id,
            String externalId,
            String account,
            String sender,
            @Nullable UUID connection,
            String status,
            @Nullable UUID mergedInto,
            boolean needsResync,
            @Nullable Instant validFrom,
            @Nullable Instant validTo,
            Instant knownFrom,
            @Nullable Instant knownTo,
            Map<String, Object> fields,
            String custom) {

        public @Nullable String text(String field) {
            return (String) fields.get(field);
        }
    }

    /** What to list; null for any. */
    public record Filter(
            @Nullable UUID connection,
            @Nullable String externalId,
            @Nullable String status,
            @Nullable String owner,
            @Nullable String region) {
        /** Everything. */
        public static final Filter ALL = new Filter(null, null, null, null, null);
    }

    /** The records as they are now, in order of their ids, from after the given one. */
    public static Uni<List<Entry>> list(
            SqlConnection connection, int tenantId, EntityType entity, Filter filter, @Nullable UUID after, int limit) {
        String sql = select(entity) + filtered(entity)
                + " AND ($7::uuid IS NULL OR v.record_id > $7) ORDER BY v.record_id LIMIT $8";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.from(Arrays.asList(
                        tenantId,
                        filter.connection(),
                        filter.externalId(),
                        filter.status(),
                        filter.owner(),
                        filter.region(),
                        after,
                        limit)))
                .map(rows -> read(rows, entity));
    }

    /** How many records the filter lets through. */
    public static Uni<Long> count(SqlConnection connection, int tenantId, EntityType entity, Filter filter) {
        return connection
                .preparedQuery("SELECT count(*)" + from(entity) + filtered(entity))
                .execute(Tuple.from(Arrays.asList(
                        tenantId,
                        filter.connection(),
                        filter.externalId(),
                        filter.status(),
                        filter.owner(),
                        filter.region())))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Names come from the enum, what the caller wrote is bound; a kind without the field matches no filter on it. */
    private static String filtered(EntityType entity) {
        String owner = entity.fields().containsKey("owner_id") ? "v.owner_id" : "NULL::text";
        String region = entity.fields().containsKey("region") ? "v.region" : "NULL::text";
        return " WHERE v.tenant_id = $1 AND v.known_to = 'infinity' AND v.valid_to = 'infinity'"
                + " AND ($2::uuid IS NULL OR r.connection_id = $2) AND ($3::text IS NULL OR v.external_id = $3)"
                + " AND ($4::text IS NULL OR v.status = $4) AND ($5::text IS NULL OR " + owner + " = $5)"
                + " AND ($6::text IS NULL OR " + region + " = $6)";
    }

    /** The records of these ids as they are now; ids of other tenants are as good as none. */
    public static Uni<List<Entry>> get(SqlConnection connection, int tenantId, EntityType entity, List<UUID> ids) {
        return connection
                .preparedQuery(
                        select(entity)
                                + " WHERE v.tenant_id = $1 AND v.record_id = ANY ($2) AND v.known_to = 'infinity' AND v.valid_to = 'infinity'")
                .execute(Tuple.of(tenantId, ids.toArray(new UUID[0])))
                .map(rows -> read(rows, entity));
    }

    /**
     * The versions of a record, in order of valid time, as believed at an instant.
     *
     * @param asOf null for as believed now
     */
    public static Uni<List<Entry>> history(
            SqlConnection connection, int tenantId, EntityType entity, UUID id, @Nullable Instant asOf) {
        String known = asOf == null
                ? "v.known_to = 'infinity' AND $3::timestamptz IS NULL"
                : "v.known_from <= $3 AND v.known_to > $3";
        return connection
                .preparedQuery(select(entity) + " WHERE v.tenant_id = $1 AND v.record_id = $2 AND " + known
                        + " ORDER BY v.valid_from")
                .execute(Tuple.from(Arrays.asList(tenantId, id, asOf == null ? null : SqlTime.parameter(asOf))))
                .map(rows -> read(rows, entity));
    }

    /** The versions of the records that were believed at an instant, and those that are believed now; in no order. */
    public static Uni<List<Entry>> thenAndNow(
            SqlConnection connection, int tenantId, EntityType entity, Collection<UUID> ids, Instant then) {
        return connection
                .preparedQuery(select(entity) + " WHERE v.tenant_id = $1 AND v.record_id = ANY ($2)"
                        + " AND (v.known_to = 'infinity' OR v.known_from <= $3 AND v.known_to > $3)")
                .execute(Tuple.of(tenantId, ids.toArray(new UUID[0]), SqlTime.parameter(then)))
                .map(rows -> read(rows, entity));
    }

    private static String select(EntityType entity) {
        StringBuilder sql = new StringBuilder(
                "SELECT v.record_id, v.external_id, r.account, r.sender, r.connection_id, v.status,"
                        + " v.merged_into, v.needs_resync, v.valid_from, v.valid_to, v.known_from, v.known_to, v.custom::text");
        entity.fields().keySet().forEach(field -> sql.append(", v.").append(field));
        return sql.append(from(entity)).toString();
    }

    private static String from(EntityType entity) {
        return " FROM " + entity.versionTable() + " v JOIN record r USING (tenant_id, record_id)";
    }

    private static List<Entry> read(Iterable<Row> rows, EntityType entity) {
        List<Entry> entries = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> fields = new LinkedHashMap<>();
            int column = 13;
            for (Map.Entry<String, FieldType> field : entity.fields().entrySet()) {
                Object value = value(row, column++, field.getValue());
                if (value != null) {
                    fields.put(field.getKey(), value);
                }
            }
            entries.add(new Entry(
                    row.getUUID(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getUUID(4),
                    row.getString(5),
                    row.getUUID(6),
                    row.getBoolean(7),
                    finite(row, 8),
                    finite(row, 9),
                    Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(10))),
                    finite(row, 11),
                    fields,
                    row.getString(12)));
        }
        return entries;
    }

    private static @Nullable Instant finite(Row row, int column) {
        Instant instant = SqlTime.instant(row.getOffsetDateTime(column));
        return instant == null || instant.equals(Instant.MIN) || instant.equals(Instant.MAX) ? null : instant;
    }

    /** The value of a column of that type. */
    public static @Nullable Object value(Row row, int column, FieldType type) {
        return switch (type) {
            case TEXT, CURRENCY -> row.getString(column);
            case DECIMAL, SHARE -> row.getBigDecimal(column);
            case INTEGER -> row.getLong(column);
            case DATE -> row.getLocalDate(column);
            case INSTANT -> SqlTime.instant(row.getOffsetDateTime(column));
        };
    }
}
