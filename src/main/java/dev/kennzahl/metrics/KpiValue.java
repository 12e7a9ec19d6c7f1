package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;

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

    /** A known value as its parts give it, where it is their quotient: small rates keep too few digits to be compared. */
    BigDecimal unrounded() {
        BigDecimal rounded = Objects.requireNonNull(value);
        return numerator != null
                        && denominator != null
                        && denominator.signum() != 0
                        && numerator
                                        .divide(denominator, rounded.scale(), RoundingMode.HALF_EVEN)
                                        .compareTo(rounded)
                                == 0
                ? numerator.divide(denominator, MathContext.DECIMAL128)
                : rounded;
    }

    static KpiValue unknown(
            @Nullable BigDecimal numerator, @Nullable BigDecimal denominator, long sampleSize, NullReason reason) {
        return new KpiValue(null, numerator, denominator, sampleSize, reason);
    }
}
