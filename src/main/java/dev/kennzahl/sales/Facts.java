package dev.kennzahl.sales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
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

/** Reads facts of any kind, as they are believed now or were at an instant. The columns follow from {@link FactType}. */
public final class Facts {
    /** Stands for the import of a fact that came in by itself. */
    public static final UUID NO_IMPORT = new UUID(0, 0);

    private Facts() {}

    /**
     * A fact, as it was believed for a while.
     *
     * @param knownFrom since when we knew
     * @param knownTo until when we believed it; null for we still do
     * @param fields field name to value; unknown ones are absent
     * @param custom custom attributes as JSON text
     */
    public record Entry(
            UUID id,
            String externalId,
            UUID importId,
            Instant knownFrom,
            @Nullable Instant knownTo,
            Map<String, Object> fields,
            String custom) {}

    /**
     * What to list; null for any.
     *
     * @param from the first day
     * @param to the first day after
     * @param asOf as believed at this instant; null for as believed now
     */
    public record Filter(
            @Nullable String externalId,
            @Nullable String customer,
            @Nullable String owner,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable Instant asOf) {}

    /**
     * The facts in order of their ids, from after the given one.
     *
     * @param zone where the days of the filter begin
     */
    public static Uni<List<Entry>> list(
            SqlConnection connection,
            int tenantId,
            FactType type,
            Filter filter,
            ZoneId zone,
            @Nullable UUID after,
            int limit) {
        Question question = new Question(type, tenantId).known(filter.asOf());
        question.and("external_id =", filter.externalId()).and("customer_id =", filter.customer());
        type.ownerField().ifPresent(field -> question.and(field.name() + " =", filter.owner()));
        String date = type.dateField().name();
        question.and(date + " >=", begin(type, filter.from(), zone)).and(date + " <", begin(type, filter.to(), zone));
        question.and("fact_id >", after);
        return question.ask(connection, " ORDER BY fact_id LIMIT " + limit);
    }

    /** The fact of this id; one of another tenant is as good as none. */
    public static Uni<List<Entry>> get(
            SqlConnection connection, int tenantId, FactType type, UUID id, @Nullable Instant asOf) {
        return new Question(type, tenantId).known(asOf).and("fact_id =", id).ask(connection, "");
    }

    /** All that was ever believed of a fact, in order of known time. */
    public static Uni<List<Entry>> history(SqlConnection connection, int tenantId, FactType type, UUID id) {
        return new Question(type, tenantId).and("fact_id =", id).ask(connection, " ORDER BY known_from");
    }

    /** All that was ever believed of some facts, in no order. */
    public static Uni<List<Entry>> histories(
            SqlConnection connection, int tenantId, FactType type, Collection<UUID> ids) {
        return new Question(type, tenantId).among(ids).ask(connection, "");
    }

    private static @Nullable Object begin(FactType type, @Nullable LocalDate day, ZoneId zone) {
        if (day == null || type.dateField().type() == FieldType.DATE) {
            return day;
        }
        return SqlTime.parameter(day.atStartOfDay(zone).toInstant());
    }

    /** A query in the making: names come from the enum, what the caller wrote is bound. */
    private static final class Question {
        private final FactType type;
        private final StringBuilder sql;
        private final List<Object> bound = new ArrayList<>();

        Question(FactType type, int tenantId) {
            this.type = type;
            this.sql = new StringBuilder("SELECT fact_id, external_id, import_id, known_from, known_to, custom::text");
            type.describedFields().forEach(field -> sql.append(", ").append(field.name()));
            sql.append(" FROM ").append(type.table()).append(" WHERE tenant_id = $1");
            bound.add(tenantId);
        }

        Question known(@Nullable Instant asOf) {
            if (asOf == null) {
                sql.append(" AND known_to = 'infinity'");
                return this;
            }
            return and("known_from <=", SqlTime.parameter(asOf)).and("known_to >", SqlTime.parameter(asOf));
        }

        Question and(String comparison, @Nullable Object value) {
            if (value != null) {
                bound.add(value);
                sql.append(" AND ").append(comparison).append(" $").append(bound.size());
            }
            return this;
        }

        Question among(Collection<UUID> ids) {
            bound.add(ids.toArray(new UUID[0]));
            sql.append(" AND fact_id = ANY ($").append(bound.size()).append(")");
            return this;
        }

        Uni<List<Entry>> ask(SqlConnection connection, String end) {
            return connection
                    .preparedQuery(sql.append(end).toString())
                    .execute(Tuple.from(bound))
                    .map(rows -> {
                        List<Entry> entries = new ArrayList<>();
                        rows.forEach(row -> entries.add(read(row)));
                        return entries;
                    });
        }

        private Entry read(Row row) {
            Map<String, Object> fields = new LinkedHashMap<>();
            int column = 6;
            for (Field field : type.describedFields()) {
                Object value = Records.value(row, column++, field.type());
                if (value != null) {
                    fields.put(field.name(), value);
                }
            }
            Instant knownTo = SqlTime.instant(row.getOffsetDateTime(4));
            return new Entry(
                    row.getUUID(0),
                    row.getString(1),
                    row.getUUID(2),
                    Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(3))),
                    Instant.MAX.equals(knownTo) ? null : knownTo,
                    fields,
                    row.getString(5));
        }
    }
}
