package dev.kennzahl.forecast.web;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.catalogue.Unit;

/** How estimates are written as decimals: more digits than these would only look exact. */
interface Rounding {
    /** Of estimates of a KPI: as many decimals as its quotients have. */
    static Rounding of(Unit unit) {
        return value -> value.setScale(unit.scale(), RoundingMode.HALF_EVEN);
    }

    /** Of series that are in nobody knows what unit: ten digits. */
    static Rounding digits() {
        return value -> value.round(new MathContext(10, RoundingMode.HALF_EVEN));
    }

    BigDecimal rounded(BigDecimal value);

    /** Null for what is no number. */
    default @Nullable Decimal decimal(double value) {
        return Double.isFinite(value) ? Decimal.of(rounded(BigDecimal.valueOf(value))) : null;
    }
}
