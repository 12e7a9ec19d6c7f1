package dev.kennzahl.database;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Many rows for one statement: each column travels as one array parameter, so a batch costs one round trip and one plan
 * whatever its size. Keys and whole numbers travel in binary, which is what most columns of most rows are; everything else
 * travels as text and is cast by the server, which spares a codec per type.
 */
public final class RowBatch {
    private final List<Column> columns;
    private final List<Wire> wires;
    private final List<List<@Nullable Object>> values = new ArrayList<>();
    private int size;

    /** @param sqlType the type the text is cast to: {@code numeric}, {@code timestamptz}, {@code jsonb} */
    public record Column(String name, String sqlType) {}

    /** How the values of a column travel. */
    private enum Wire {
        UUIDS("uuid"),
        LONGS("bigint"),
        TEXTS("text");

        private final String arrayOf;

        Wire(String arrayOf) {
            this.arrayOf = arrayOf;
        }

        static Wire of(Column column) {
            return switch (column.sqlType()) {
                case "uuid" -> UUIDS;
                case "bigint" -> LONGS;
                default -> TEXTS;
            };
        }

        @Nullable
        Object value(@Nullable Object value) {
            if (value == null) {
                return null;
            }
            return switch (this) {
                case UUIDS -> value instanceof UUID id ? id : UUID.fromString(value.toString());
                case LONGS -> value instanceof Long number ? number : Long.valueOf(value.toString());
                case TEXTS -> value.toString();
            };
        }

        Object[] array(List<@Nullable Object> values) {
            return switch (this) {
                case UUIDS -> values.toArray(new UUID[0]);
                case LONGS -> values.toArray(new Long[0]);
                case TEXTS -> values.toArray(new String[0]);
            };
        }
    }

    public RowBatch(List<Column> columns) {
        this.columns = List.copyOf(columns);
        wires = columns.stream().map(Wire::of).toList();
        columns.forEach(column -> values.add(new ArrayList<>()));
    }

    /** Adds a row; one value per column, of the column's binary type or as {@code toString()} gives it, null for null. */
    public void add(@Nullable Object... row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException("a row of " + row.length + " values for " + columns.size() + " columns");
        }
        for (int i = 0; i < row.length; i++) {
            values.get(i).add(wires.get(i).value(row[i]));
        }
        size++;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** {@code a, b, c}. */
    public String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** The rows as a table of the right types: {@code (SELECT a::date AS a, … FROM unnest($n, …))}; the first array is parameter {@code first}. */
    public String table(int first) {
        String typed = columns.stream()
                .map(column -> "u." + column.name() + "::" + column.sqlType() + " AS " + column.name())
                .collect(Collectors.joining(", "));
        String arrays = IntStream.range(first, first + columns.size())
                .mapToObj(n -> "$" + n + "::" + wires.get(n - first).arrayOf + "[]")
                .collect(Collectors.joining(", "));
        return "(SELECT " + typed + " FROM unnest(" + arrays + ") AS u(" + names() + "))";
    }

    /** {@code INSERT INTO table (tenant_id, …) SELECT $1, … }, with the tenant as the first parameter. */
    public String insert(String table) {
        return "INSERT INTO " + table + " (tenant_id, " + names() + ") SELECT $1, r.* FROM " + table(2) + " r";
    }

    /** The parameters: those given, then one array per column. */
    public Tuple parameters(Object... before) {
        List<Object> all = new ArrayList<>(List.of(before));
        for (int i = 0; i < columns.size(); i++) {
            all.add(wires.get(i).array(values.get(i)));
        }
        return Tuple.from(all);
    }
}
