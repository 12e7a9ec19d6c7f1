package dev.kennzahl.metrics;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * The value of a KPI in one cell.
 *
 * @param numerator the part above the line; null for figures that are no quotient
 * @param denominator the part below the line
 * @param sampleSize how many records stand behind the value
 * @param reason why the value is null; null when it is not
 */
public record KpiValue(
        @Nullable BigDecimal value,
        @Nullable BigDecimal numerator,
        @Nullable BigDecimal denominator,
        long sampleSize,
        @Nullable NullReason reason) {

    static KpiValue unknown(
            @Nullable BigDecimal numerator, @Nullable BigDecimal denominator, long sampleSize, NullReason reason) {
        return new KpiValue(null, numerator, denominator, sampleSize, reason);
    }
}
