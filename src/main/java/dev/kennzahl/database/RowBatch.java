package dev.kennzahl.database;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Many rows for one statement: each column travels as one array parameter, so a batch costs one round trip and one plan
 * whatever its size. Values travel as text and are cast by the server, which spares a codec per type.
 */
public final class RowBatch {
    private final List<Column> columns;
    private final List<List<@Nullable String>> values = new ArrayList<>();
    private int size;

    /** @param sqlType the type the text is cast to: {@code numeric}, {@code timestamptz}, {@code jsonb} */
    public record Column(String name, String sqlType) {}

    public RowBatch(List<Column> columns) {
        this.columns = List.copyOf(columns);
        columns.forEach(column -> values.add(new ArrayList<>()));
    }

    /** Adds a row; one value per column, as {@code toString()} gives it, null for null. */
    public void add(@Nullable Object... row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException("a row of " + row.length + " values for " + columns.size() + " columns");
        }
        for (int i = 0; i < row.length; i++) {
            Object value = row[i];
            values.get(i).add(value == null ? null : value.toString());
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

    /** The rows as a table of the right types: {@code (SELECT a::text AS a, … FROM unnest($n, …))}; the first array is parameter {@code first}. */
    public String table(int first) {
        String typed = columns.stream()
                .map(column -> "u." + column.name() + "::" + column.sqlType() + " AS " + column.name())
                .collect(Collectors.joining(", "));
        String arrays = IntStream.range(first, first + columns.size())
                .mapToObj(n -> "$" + n + "::text[]")
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
        values.forEach(column -> all.add(column.toArray(new String[0])));
        return Tuple.from(all);
    }
}
