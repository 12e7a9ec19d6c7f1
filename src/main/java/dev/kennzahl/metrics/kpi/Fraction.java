package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.NullReason;

/**
 * A value that is not yet rounded, so that another can be made of it.
 *
 * @param sampleSize how many records stand behind it
 * @param reason why it has no value; null when it has one
 */
record Fraction(BigDecimal above, BigDecimal below, long sampleSize, @Nullable NullReason reason) {

    /** @param foreign how many amounts have no exchange rate */
    static Fraction of(BigDecimal above, BigDecimal below, long sampleSize, long foreign) {
        NullReason reason =
                foreign > 0 ? NullReason.EXCHANGE_RATE_MISSING : below.signum() == 0 ? NullReason.NO_DENOMINATOR : null;
        return new Fraction(above, below, sampleSize, reason);
    }

    /** An amount of which nothing is known is none. */
    static BigDecimal amount(MeasureValue value) {
        return value.value() == null ? BigDecimal.ZERO : value.value();
    }

    /** This divided by another. */
    Fraction by(Fraction other) {
        boolean isUnknown =
                reason == NullReason.EXCHANGE_RATE_MISSING || other.reason == NullReason.EXCHANGE_RATE_MISSING;
        BigDecimal divisor = other.below.signum() == 0 ? BigDecimal.ZERO : below.multiply(other.above);
        return of(above.multiply(other.below), divisor, sampleSize, isUnknown ? 1 : 0);
    }

    /** The same, of which both parts are figures themselves. */
    KpiValue quotient(Unit unit) {
        boolean isKnown = reason != NullReason.EXCHANGE_RATE_MISSING;
        return new KpiValue(value(unit).value(), isKnown ? above : null, isKnown ? below : null, sampleSize, reason);
    }

    /** Rounded half even to the decimals of the unit. */
    KpiValue value(Unit unit) {
        return new KpiValue(
                reason == null ? above.divide(below, unit.scale(), RoundingMode.HALF_EVEN) : null,
                null,
                null,
                sampleSize,
                reason);
    }
}
