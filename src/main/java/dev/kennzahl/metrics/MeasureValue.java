package dev.kennzahl.metrics;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * The value of a measure in one cell.
 *
 * @param value null when nothing is known
 * @param records how many deals meet the condition
 * @param known how many of them have the value in question
 * @param foreign how many of them have an amount in a currency that there is no rate for
 */
public record MeasureValue(@Nullable BigDecimal value, long records, long known, long foreign) {
    /** The value of an empty cell. */
    public static final MeasureValue NONE = new MeasureValue(null, 0, 0, 0);
}
