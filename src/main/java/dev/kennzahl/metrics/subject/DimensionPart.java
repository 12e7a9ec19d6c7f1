package dev.kennzahl.metrics.subject;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a dimension of a record is found.
 *
 * @param sql a text part over the record and the master data
 * @param label a name for people; null where the value is one itself
 */
public record DimensionPart(String sql, @Nullable String label, List<MasterData> needs) {
    static DimensionPart own(String column) {
        return new DimensionPart("f." + column, null, List.of());
    }
}
