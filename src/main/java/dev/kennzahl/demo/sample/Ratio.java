package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** A ratio by its parts, which add up where ratios do not. */
public record Ratio(BigDecimal numerator, BigDecimal denominator) {
    static Ratio of(long numerator, long denominator) {
        return new Ratio(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator));
    }

    /** The quotient to twelve decimals; empty when there is nothing to divide by. */
    public Optional<BigDecimal> value() {
        return denominator.signum() == 0
                ? Optional.empty()
                : Optional.of(numerator.divide(denominator, 12, RoundingMode.HALF_EVEN));
    }
}
