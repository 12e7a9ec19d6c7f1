package dev.kennzahl.sales;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is to be said of a kind of fact besides its fields; step by step, since most kinds say little of it. */
record FactShape(
        String dataset,
        String table,
        String dateColumn,
        Optional<String> idColumn,
        String idDescription,
        List<String> keyColumns,
        List<String> required,
        Map<String, String> defaults,
        List<RowCheck> checks) {

    /** @param dateColumn the column that dates a fact */
    FactShape(String dataset, String table, String dateColumn) {
        this(
                dataset,
                table,
                dateColumn,
                Optional.empty(),
                "The parts of the key, with slashes between them.",
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    /** Rows have an id of their own; it is the key, or the first part of it. */
    FactShape id(String column, String description) {
        return new FactShape(
                dataset,
                table,
                dateColumn,
                Optional.of(column),
                description,
                List.of(column),
                List.of(column),
                defaults,
                checks);
    }

    /** The columns that name a fact, after the id if there is one. */
    FactShape key(String... columns) {
        return new FactShape(
                dataset,
                table,
                dateColumn,
                idColumn,
                idDescription,
                plus(keyColumns, columns),
                required,
                defaults,
                checks);
    }

    FactShape required(String... columns) {
        return new FactShape(
                dataset,
                table,
                dateColumn,
                idColumn,
                idDescription,
                keyColumns,
                plus(required, columns),
                defaults,
                checks);
    }

    FactShape defaults(Map<String, String> values) {
        return new FactShape(dataset, table, dateColumn, idColumn, idDescription, keyColumns, required, values, checks);
    }

    FactShape checks(RowCheck... rules) {
        return new FactShape(
                dataset, table, dateColumn, idColumn, idDescription, keyColumns, required, defaults, List.of(rules));
    }

    private static List<String> plus(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }
}
