package dev.kennzahl.ingestion;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.ZoneDependent;

/**
 * The tables of facts. What we believed of a fact is never overwritten: a correction ends its known time and adds what holds
 * instead, a deletion only ends it. The one exception keeps that promise when days begin elsewhere: see {@link #follow}.
 */
@Singleton
class FactStore implements ZoneDependent {
    private final ObjectMapper json;
    private final MergedKeys mergedKeys;

    FactStore(ObjectMapper json, MergedKeys mergedKeys) {
        this.json = json;
        this.mergedKeys = mergedKeys;
    }

    /** Makes the rows what we believe of their facts from this turn on. A row that says what is believed already changes nothing. */
    Uni<Void> believe(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            FactType type,
            List<RowTranslator.Statement> statements,
            UUID importId) {
        // Of two rows about one fact the later one wins.
        Map<UUID, FactRow> rows = new LinkedHashMap<>();
        for (RowTranslator.Statement statement : statements) {
            FactRow row = FactRow.of(type, statement, turn.zone());
            rows.put(row.id(), row);
        }
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return standingFor(connection, turn.tenantId(), rows.values())
                .flatMap(stands -> {
                    RowBatch batch = batch(type, rows.values(), importId, stands);
                    return connection
                            .preparedQuery(believe(type, batch))
                            .execute(batch.parameters(turn.tenantId(), SqlTime.parameter(turn.knownAt())));
                })
                .flatMap(changed -> changed.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : noteCustomAttributes(connection, turn, type, rows.values())
                                .chain(() -> becameKnown(connection, turn)));
    }

    // LATERAL, so that the believed row of each key is looked up by the primary key whatever the server thinks of the
    // table's
    // size: during a first load its statistics are those of an empty table.
    private static String believe(FactType type, RowBatch batch) {
        String table = type.table();
        String columns = batch.names();
        return "WITH changed AS (SELECT r.*, f.known_from AS outdated FROM " + batch.table(3) + " r LEFT JOIN LATERAL"
                + " (SELECT b.known_from, b.content FROM " + table
                + " b WHERE b.tenant_id = $1 AND b.fact_id = r.fact_id"
                + " AND b.known_to = 'infinity' ORDER BY b.known_from DESC LIMIT 1) f ON true"
                + " WHERE f.content IS DISTINCT FROM r.content),"
                + " ended AS (UPDATE " + table + " t SET known_to = $2 FROM changed c"
                + " WHERE t.tenant_id = $1 AND t.fact_id = c.fact_id AND t.known_from = c.outdated)"
                + " INSERT INTO " + table + " (tenant_id, known_from, known_to, " + columns + ")"
                + " SELECT $1, $2, 'infinity', " + columns + " FROM changed";
    }

    /** By field, the keys that stand for those of merged records. */
    private Uni<Map<String, Map<String, String>>> standingFor(
            SqlConnection connection, int tenantId, Collection<FactRow> rows) {
        return Multi.createFrom()
                .iterable(MergedKeys.FIELDS)
                .onItem()
                .transformToUniAndConcatenate(field -> {
                    Set<String> named = rows.stream()
                            .map(row -> row.text(field))
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet());
                    return mergedKeys
                            .standingFor(connection, tenantId, field, named)
                            .map(stands -> Map.entry(field, stands));
                })
                .collect()
                .asMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static List<Column> columns(FactType type) {
        List<Column> columns = new ArrayList<>(List.of(
                new Column("fact_id", "uuid"),
                new Column("content", "uuid"),
                new Column("external_id", "text"),
                new Column("import_id", "uuid"),
                new Column("custom", "jsonb")));
        type.describedFields()
                .forEach(field ->
                        columns.add(new Column(field.name(), field.type().sqlType())));
        type.dayColumns().values().forEach(column -> columns.add(new Column(column, "date")));
        return columns;
    }

    /** The columns of a fact without those that every row has, by whatever it is known. */
    static List<String> columnNames(FactType type) {
        return columns(type).stream().map(Column::name).toList();
    }

    private RowBatch batch(
            FactType type, Collection<FactRow> rows, UUID importId, Map<String, Map<String, String>> stands) {
        Map<String, String> days = type.dayColumns();
        RowBatch batch = new RowBatch(columns(type));
        for (FactRow row : rows) {
            List<@Nullable Object> values = new ArrayList<>();
            values.addAll(List.of(row.id(), row.content(), row.externalId(), importId, write(row.custom())));
            type.describedFields().forEach(field -> {
                String said = row.text(field.name());
                values.add(
                        said == null
                                ? null
                                : stands.getOrDefault(field.name(), Map.of()).getOrDefault(said, said));
            });
            days.keySet().forEach(field -> values.add(row.days().get(field)));
            batch.add(values.toArray());
        }
        return batch;
    }

    /**
     * Ends the belief in facts.
     *
     * @param column by which they are named: {@code fact_id} or {@code external_id}
     * @return how many there were
     */
    Uni<Integer> forget(SqlConnection connection, ChangeApplier.Turn turn, FactType type, String column, Object name) {
        return connection
                .preparedQuery("UPDATE " + type.table() + " SET known_to = $2 WHERE tenant_id = $1 AND " + column
                        + " = $3 AND known_to = 'infinity'")
                .execute(Tuple.of(turn.tenantId(), SqlTime.parameter(turn.knownAt()), name))
                .flatMap(ended -> ended.rowCount() == 0
                        ? Uni.createFrom().item(0)
                        : becameKnown(connection, turn).replaceWith(ended.rowCount()));
    }

    private static Uni<Void> becameKnown(SqlConnection connection, ChangeApplier.Turn turn) {
        return connection
                .preparedQuery("UPDATE tenant_clock SET known_at = $2 WHERE tenant_id = $1")
                .execute(Tuple.of(turn.tenantId(), SqlTime.parameter(turn.knownAt())))
                .replaceWithVoid();
    }

    private static Uni<Void> noteCustomAttributes(
            SqlConnection connection, ChangeApplier.Turn turn, FactType type, Collection<FactRow> rows) {
        Set<String> names = rows.stream()
                .flatMap(row -> row.custom().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (names.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        RowBatch batch = new RowBatch(List.of(new Column("entity", "text"), new Column("name", "text")));
        names.forEach(name -> batch.add(type.key(), name));
        return connection
                .preparedQuery(batch.insert("custom_attribute") + " ON CONFLICT DO NOTHING")
                .execute(batch.parameters(turn.tenantId()))
                .replaceWithVoid();
    }

    /**
     * Moves the instants that were said as bare dates, for all known times: a file that says 1 March means 1 March in whatever
     * zone the tenant reports. Exact instants stay where they are.
     */
    @Override
    public Uni<Void> follow(SqlConnection connection, int tenantId, ZoneId zone) {
        return Multi.createFrom()
                .items(FactType.values())
                .onItem()
                .transformToMultiAndConcatenate(type -> Multi.createFrom()
                        .iterable(type.dayColumns().entrySet())
                        .onItem()
                        .transformToUniAndConcatenate(columns ->
                                follow(connection, tenantId, zone, type.table(), columns.getKey(), columns.getValue())))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    // The days are begun here and not by the server, which sees the first midnight of a day that has two or none
    // otherwise.
    private static Uni<Void> follow(
            SqlConnection connection, int tenantId, ZoneId zone, String table, String instant, String day) {
        return connection
                .preparedQuery("SELECT DISTINCT " + day + " FROM " + table + " WHERE tenant_id = $1 AND " + day
                        + " IS NOT NULL")
                .execute(Tuple.of(tenantId))
                .flatMap(rows -> {
                    RowBatch begins =
                            new RowBatch(List.of(new Column("day", "date"), new Column("begins", "timestamptz")));
                    rows.forEach(row -> {
                        LocalDate date = row.getLocalDate(0);
                        begins.add(date, SqlTime.text(date.atStartOfDay(zone).toInstant()));
                    });
                    return begins.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : connection
                                    .preparedQuery("UPDATE " + table + " t SET " + instant + " = d.begins FROM "
                                            + begins.table(2) + " d WHERE t.tenant_id = $1 AND t." + day + " = d.day")
                                    .execute(begins.parameters(tenantId))
                                    .replaceWithVoid();
                });
    }

    private String write(Map<String, String> custom) {
        try {
            return json.writeValueAsString(custom);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of text is always writable", e);
        }
    }
}
