package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;

import dev.kennzahl.catalogue.Unit;

/**
 * The 95 % interval of the difference of two shares of the same records, such as promoters less detractors. The score interval of
 * Tango (1998), <i>Equivalence test and confidence interval for the difference in proportions for the paired-sample design</i>,
 * Statistics in Medicine 17, 891–908: all differences d with |b − c − n d| ≤ z √(n (2 q + d (1 − d))), q being the likeliest share of
 * those who are against if d is true. What Wilson's interval is to one share: it stays within −1 and 1 and holds for small n.
 * Rocks (2016), <i>Interval Estimation for the Net Promoter Score</i>, The American Statistician 70, finds iterative score intervals
 * and adjusted Wald intervals to do best for it. It takes records as independent draws.
 */
final class NetShareInterval {
    private static final double Z = 1.959963984540054;
    /** Halvings of a stretch no longer than 2, which leave less than the last digit of a double. */
    private static final int STEPS = 60;

    private NetShareInterval() {}

    /**
     * The interval of (plus − minus) ÷ all, times a factor.
     *
     * @param plus how many count for it
     * @param minus how many count against it
     * @param all how many there are, at least one
     * @param factor 100 for points
     */
    static Interval of(long plus, long minus, long all, int factor) {
        double difference = (double) (plus - minus) / all;
        return new Interval(
                rounded(bound(plus, minus, all, difference, -1), factor),
                rounded(bound(plus, minus, all, difference, 1), factor));
    }

    /** Between what was found, which is never refused, and the edge, the last difference that is not. */
    private static double bound(long plus, long minus, long all, double difference, double edge) {
        double accepted = difference;
        double refused = edge;
        if (isAccepted(plus, minus, all, edge)) {
            return edge;
        }
        for (int i = 0; i < STEPS; i++) {
            double middle = (accepted + refused) / 2;
            if (isAccepted(plus, minus, all, middle)) {
                accepted = middle;
            } else {
                refused = middle;
            }
        }
        return accepted;
    }

    private static boolean isAccepted(double plus, double minus, double all, double difference) {
        double linear = (2 * all - plus + minus) * difference - plus - minus;
        double constant = -minus * difference * (1 - difference);
        double root = Math.sqrt(Math.max(0, linear * linear - 8 * all * constant));
        double against = (root - linear) / (4 * all);
        double variance = Math.max(0, all * (2 * against + difference * (1 - difference)));
        return Math.abs(plus - minus - all * difference) <= Z * Math.sqrt(variance);
    }

    private static BigDecimal rounded(double bound, int factor) {
        return BigDecimal.valueOf(bound)
                .multiply(BigDecimal.valueOf(factor))
                .setScale(Unit.POINTS.scale(), RoundingMode.HALF_EVEN);
    }
}
