package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Unit;

/** Quotients as KPIs round them. */
final class Shares {
    private Shares() {}

    /** Six decimals, half even; null of nothing. */
    static @Nullable BigDecimal of(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? null : part.divide(whole, Unit.RATIO.scale(), RoundingMode.HALF_EVEN);
    }

    static @Nullable BigDecimal of(long part, long whole) {
        return of(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    /** A number without the zeros that a sum may end in. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped.scale() == 1 ? stripped.setScale(2) : stripped;
    }
}
