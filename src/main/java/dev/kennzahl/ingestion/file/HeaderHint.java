package dev.kennzahl.ingestion.file;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What most likely went wrong with a header row that lacks columns. */
final class HeaderHint {
    private static final Map<Character, String> FOREIGN_SEPARATORS =
            Map.of(';', "semicolons", '\t', "tabs", '|', "vertical bars");

    private HeaderHint() {}

    /** A sentence to be added, with the blank before it; empty when there is nothing to be seen. */
    static String of(List<String> columns, Collection<String> missing) {
        return foreignSeparator(columns)
                .or(() -> otherSpelling(columns, missing))
                .map(hint -> " " + hint)
                .orElse("");
    }

    private static Optional<String> foreignSeparator(List<String> columns) {
        if (columns.size() != 1) {
            return Optional.empty();
        }
        return FOREIGN_SEPARATORS.entrySet().stream()
                .filter(separator -> columns.get(0).indexOf(separator.getKey()) >= 0)
                .map(separator -> "The header row is a single cell with " + separator.getValue()
                        + " in it; cells must be separated by commas (RFC 4180).")
                .findFirst();
    }

    private static Optional<String> otherSpelling(List<String> columns, Collection<String> missing) {
        for (String column : columns) {
            String plain = column.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
            if (missing.contains(plain)) {
                return Optional.of("It has '" + column + "'; columns are spelled as '" + plain + "'.");
            }
        }
        return Optional.empty();
    }
}
