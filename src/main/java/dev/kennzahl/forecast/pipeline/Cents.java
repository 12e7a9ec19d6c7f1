package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of forecasts are given to the hundredth: no forecast is better than that. */
final class Cents {
    static final int SCALE = 2;

    private Cents() {}

    static BigDecimal plain(BigDecimal amount) {
        BigDecimal rounded = amount.setScale(SCALE, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 || rounded.stripTrailingZeros().scale() <= 0
                ? rounded.setScale(0, RoundingMode.UNNECESSARY)
                : rounded;
    }

    static BigDecimal plain(double amount) {
        return plain(BigDecimal.valueOf(amount));
    }
}
