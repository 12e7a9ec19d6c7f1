package dev.kennzahl.metrics.subject;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a dimension of a record is found.
 *
 * @param sql a text part over the record and the master data
 * @param label a name for people; null where the value is one itself
 * @param own the part that is the value wherever it is not null, without a look at master data; null if there is none
 */
public record DimensionPart(String sql, @Nullable String label, List<MasterData> needs, @Nullable String own) {
    public DimensionPart(String sql, @Nullable String label, List<MasterData> needs) {
        this(sql, label, needs, null);
    }

    static DimensionPart own(String column) {
        return new DimensionPart("f." + column, null, List.of());
    }
}
