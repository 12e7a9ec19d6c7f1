package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

import dev.kennzahl.catalogue.Unit;

/**
 * The 95 % interval of a share of records: how far chance alone may have moved it. The score interval of Wilson (1927),
 * <i>Probable Inference, the Law of Succession, and Statistical Inference</i>, JASA 22: with p = x ÷ n and z = 1.95996…,
 * {@code (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n)}; it stays within 0 and 1 and holds for small n and for p near the
 * edges. It takes records as independent draws; where they come in clusters, such as many of one customer, it is too narrow.
 */
final class WilsonInterval {
    private static final BigDecimal Z = new BigDecimal("1.959963984540054");
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private WilsonInterval() {}

    /**
     * The interval of a share.
     *
     * @param count how many have it
     * @param all how many there are, at least one
     */
    static Interval of(BigDecimal count, BigDecimal all) {
        BigDecimal share = count.divide(all, PRECISION);
        BigDecimal square = Z.multiply(Z).divide(all, PRECISION);
        BigDecimal variance = share.multiply(BigDecimal.ONE.subtract(share)).divide(all, PRECISION);
        BigDecimal quarter = square.divide(all.multiply(BigDecimal.valueOf(4)), PRECISION);
        BigDecimal half = Z.multiply(variance.add(quarter).sqrt(PRECISION));
        BigDecimal middle = share.add(square.divide(BigDecimal.valueOf(2), PRECISION));
        BigDecimal width = BigDecimal.ONE.add(square);
        return new Interval(rounded(middle.subtract(half), width), rounded(middle.add(half), width));
    }

    private static BigDecimal rounded(BigDecimal bound, BigDecimal width) {
        return bound.divide(width, PRECISION).setScale(Unit.RATIO.scale(), RoundingMode.HALF_EVEN);
    }
}
