package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts in cents. */
final class Money {
    private Money() {}

    /** What so many of all pieces are worth. */
    static BigDecimal share(BigDecimal amount, int pieces, int all) {
        return amount.multiply(BigDecimal.valueOf(pieces)).divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP);
    }

    /** So many pieces at a price, some per mille below it. */
    static BigDecimal reduced(BigDecimal price, int pieces, int perMille) {
        return price.multiply(BigDecimal.valueOf(pieces))
                .multiply(BigDecimal.valueOf(1000L - perMille, 3))
                .setScale(2, RoundingMode.HALF_UP);
    }

    /** About that much, from so much below it to so much above, to full ten units. */
    static BigDecimal about(int amount, int percent, Dice dice) {
        long per = dice.between(1000 - 10 * percent, 1000 + 10 * percent);
        return BigDecimal.valueOf(amount * per / 10_000 * 10);
    }
}
