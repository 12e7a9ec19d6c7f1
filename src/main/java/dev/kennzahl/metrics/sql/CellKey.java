package dev.kennzahl.metrics.sql;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A group's values, in the order of the question's dimensions; null for unknown. */
public record CellKey(List<@Nullable String> values) {
    /** All records together, without groups. */
    public static final CellKey WHOLE = new CellKey(List.of());
}
