package dev.kennzahl.metrics;

import java.math.BigDecimal;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NetShareIntervalTest {
    private static final double Z_SQUARE = 3.841458820694124;

    /** As published: Fagerland, Lydersen and Laake (2014), Statistics in Medicine 33, of 21 pairs with 1 and 7: −0.517 to −0.026. */
    @Test
    void ofThePublishedExample() {
        Interval interval = NetShareInterval.of(1, 7, 21, 1);
        assertThat(interval.low()).isBetween(new BigDecimal("-0.5175"), new BigDecimal("-0.5165"));
        assertThat(interval.high()).isBetween(new BigDecimal("-0.0265"), new BigDecimal("-0.0255"));
    }

    /** Nobody for it and nobody against it says something all the same: by hand z² ÷ (n + z²) = 3.841459 ÷ 13.841459 either way. */
    @Test
    void ofTenWhoAreNeitherForNorAgainst() {
        assertThat(NetShareInterval.of(0, 0, 10, 100))
                .isEqualTo(new Interval(new BigDecimal("-27.753280"), new BigDecimal("27.753280")));
    }

    @Property(tries = 300)
    void itsBoundsAreWhereAnIndependentLikelihoodRefuses(
            @ForAll @IntRange(min = 1, max = 400) int all,
            @ForAll @IntRange(min = 0, max = 400) int some,
            @ForAll @IntRange(min = 0, max = 400) int others) {
        int plus = some % (all + 1);
        int minus = others % (all - plus + 1);
        Interval interval = NetShareInterval.of(plus, minus, all, 1);
        double found = (double) (plus - minus) / all;
        assertThat(found)
                .isBetween(interval.low().doubleValue() - 1e-6, interval.high().doubleValue() + 1e-6);
        Interval mirrored = NetShareInterval.of(minus, plus, all, 1);
        assertThat(interval.low()).isEqualTo(mirrored.high().negate());
        double high = interval.high().doubleValue();
        assertThat(high).isLessThanOrEqualTo(1);
        if (high < 1) {
            assertThat(square(plus, minus, all, high - 2e-6)).isLessThan(Z_SQUARE);
            assertThat(square(plus, minus, all, high + 2e-6)).isGreaterThan(Z_SQUARE);
        }
    }

    /** The squared score, with the likeliest shares for a given difference searched for by thirds instead of solved for. */
    private static double square(int plus, int minus, int all, double difference) {
        double low = Math.max(0, -difference);
        double high = (1 - difference) / 2;
        for (int i = 0; i < 200; i++) {
            double third = (high - low) / 3;
            if (likelihood(plus, minus, all, difference, low + third)
                    < likelihood(plus, minus, all, difference, high - third)) {
                low += third;
            } else {
                high -= third;
            }
        }
        double variance = 2 * low + difference - difference * difference;
        double distance = (double) (plus - minus) / all - difference;
        return variance <= 0 ? Double.POSITIVE_INFINITY : all * distance * distance / variance;
    }

    private static double likelihood(int plus, int minus, int all, double difference, double against) {
        return part(plus, against + difference)
                + part(minus, against)
                + part(all - plus - minus, 1 - difference - 2 * against);
    }

    private static double part(int count, double share) {
        return count == 0 ? 0 : share <= 0 ? -1e18 + share : count * Math.log(share);
    }
}
