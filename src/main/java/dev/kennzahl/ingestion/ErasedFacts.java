package dev.kennzahl.ingestion;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Field;
import dev.kennzahl.sales.PersonalData;
import dev.kennzahl.sales.Records;

/**
 * Takes a person out of the facts that refer to it, all that was ever known of them. Ids and digests follow from what a fact says,
 * so they are computed anew; what people wrote about the person goes, and no figure counts it.
 */
@Singleton
class ErasedFacts implements ErasurePlace {
    private static final int ROWS_AT_A_TIME = 2000;

    private final ObjectMapper json;

    ErasedFacts(ObjectMapper json) {
        this.json = json;
    }

    /** Where a row stands in the order of the primary key; the times as text, since they may be infinite. */
    private record Position(UUID fact, String knownFrom) {}

    /** @param isTouched whether it stays other than it was */
    private record Stored(Position position, FactRow row, boolean isTouched) {}

    @Override
    public Uni<ErasureCounts> erase(SqlConnection connection, Erasing person) {
        return Multi.createFrom()
                .iterable(referring(person).types())
                .onItem()
                .transformToUniAndConcatenate(type -> erase(connection, person, type))
                .collect()
                .asList()
                .map(counts -> ErasureCounts.ofReferences(
                        counts.stream().mapToInt(Integer::intValue).sum()));
    }

    private static ReferringFacts referring(Erasing person) {
        return new ReferringFacts(person.entity(), "$4", "$5", "$6");
    }

    private Uni<Integer> erase(SqlConnection connection, Erasing person, FactType type) {
        AtomicInteger touched = new AtomicInteger();
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicReference<>(new Position(new UUID(0, 0), "-infinity")), last -> next(
                                connection, person, type, last.get())
                        .call(rows -> {
                            List<Stored> stays =
                                    rows.stream().filter(Stored::isTouched).toList();
                            touched.addAndGet(stays.size());
                            return store(connection, person, type, stays);
                        })
                        .invoke(rows -> last.set(
                                rows.isEmpty()
                                        ? last.get()
                                        : rows.get(rows.size() - 1).position())))
                .until(List::isEmpty)
                .collect()
                .last()
                .map(none -> touched.get());
    }

    private Uni<List<Stored>> next(SqlConnection connection, Erasing person, FactType type, Position after) {
        String columns = type.describedFields().stream().map(Field::name).collect(Collectors.joining(", "));
        String days = type.dayColumns().values().stream().map(day -> ", " + day).collect(Collectors.joining());
        ReferringFacts refers = referring(person);
        // Parameters that a kind of fact has no column for are named all the same, so that Postgres knows their types.
        return connection
                .preparedQuery("SELECT fact_id, known_from::text, external_id, custom::text, " + refers.byKey(type)
                        + ", " + columns + days + " FROM " + type.table()
                        + " WHERE tenant_id = $1 AND (fact_id, known_from) > ($2, ($3::text)::timestamptz)"
                        + " AND num_nulls($4::text[], $5::text[], $6::text[]) = 0 AND " + refers.byAny(type)
                        + " ORDER BY fact_id, known_from LIMIT " + ROWS_AT_A_TIME)
                .execute(Tuple.of(
                        person.tenantId(),
                        after.fact(),
                        after.knownFrom(),
                        person.keys(),
                        person.keysOf(EntityType.DEAL),
                        person.keysOf(EntityType.LEAD)))
                .map(rows -> {
                    List<Stored> found = new ArrayList<>();
                    rows.forEach(row -> found.add(read(row, person, type)));
                    return found;
                });
    }

    /** The row as it stays. */
    private Stored read(Row row, Erasing person, FactType type) {
        Map<String, Object> values = new HashMap<>();
        Map<String, LocalDate> days = new HashMap<>();
        boolean isTouched = row.getBoolean(4);
        int column = 5;
        for (Field field : type.describedFields()) {
            Object value = Records.value(row, column++, field.type());
            if (value != null && PersonalData.isPersonal(field.name())) {
                isTouched = true;
            } else if (value != null) {
                values.put(field.name(), pseudonymous(field.name(), value, person));
            }
        }
        for (String instant : type.dayColumns().keySet()) {
            LocalDate day = row.getLocalDate(column++);
            if (day != null) {
                days.put(instant, day);
            }
        }
        Map<String, String> said = custom(row.getString(3));
        Map<String, String> custom = new TreeMap<>();
        said.forEach((name, value) -> custom.put(name, Objects.requireNonNull(person.inText(value))));
        String id = type.idColumn().isPresent() ? row.getString(2) : null;
        return new Stored(
                new Position(row.getUUID(0), row.getString(1)),
                FactRow.of(type, id, values, days, custom),
                // What refers to a deal of the person's stays as it is unless the person is in its texts.
                isTouched || !custom.equals(said));
    }

    private static Object pseudonymous(String field, Object value, Erasing person) {
        boolean refers =
                PersonalData.referred(field).filter(person.entity()::equals).isPresent();
        return refers ? person.pseudonymOf((String) value).orElse((String) value) : value;
    }

    private Uni<Void> store(SqlConnection connection, Erasing person, FactType type, List<Stored> rows) {
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Field> changing = type.describedFields().stream()
                .filter(field -> PersonalData.isPersonal(field.name())
                        || PersonalData.referred(field.name()).isPresent())
                .toList();
        List<RowBatch.Column> columns = new ArrayList<>(List.of(
                new RowBatch.Column("old_id", "uuid"),
                new RowBatch.Column("since", "timestamptz"),
                new RowBatch.Column("fact_id", "uuid"),
                new RowBatch.Column("content", "uuid"),
                new RowBatch.Column("external_id", "text"),
                new RowBatch.Column("custom", "jsonb")));
        changing.forEach(field -> columns.add(new RowBatch.Column(field.name(), "text")));
        RowBatch batch = new RowBatch(columns);
        for (Stored stored : rows) {
            FactRow row = stored.row();
            List<@Nullable Object> values = new ArrayList<>(List.of(
                    stored.position().fact(),
                    stored.position().knownFrom(),
                    row.id(),
                    row.content(),
                    row.externalId(),
                    write(row.custom())));
            changing.forEach(field -> values.add(row.text(field.name())));
            batch.add(values.toArray());
        }
        String set = columns.stream()
                .skip(2)
                .map(column -> column.name() + " = r." + column.name())
                .collect(Collectors.joining(", "));
        return connection
                .preparedQuery("UPDATE " + type.table() + " f SET " + set + " FROM " + batch.table(2)
                        + " r WHERE f.tenant_id = $1 AND f.fact_id = r.old_id AND f.known_from = r.since")
                .execute(batch.parameters(person.tenantId()))
                .replaceWithVoid();
    }

    private Map<String, String> custom(String text) {
        try {
            return json.readValue(text, new TypeReference<TreeMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("custom attributes are stored as a map of text", e);
        }
    }

    private String write(Map<String, String> custom) {
        try {
            return json.writeValueAsString(custom);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of text is always writable", e);
        }
    }
}
