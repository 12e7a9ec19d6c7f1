package dev.kennzahl.metrics;

import java.math.BigDecimal;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WilsonIntervalTest {
    /**
     * By hand, with z² = 3.841459: the middle is (2/3 + 3.841459/6) ÷ (1 + 3.841459/3) = 1.306910 ÷ 2.280486 = 0.573084; the
     * half is 1.959964 × √(2/3 × 1/3 ÷ 3 + 3.841459/36) ÷ 2.280486 = 1.959964 × 0.425184 ÷ 2.280486 = 0.365424.
     */
    @Test
    void ofTwoInThree() {
        assertThat(of(2, 3)).isEqualTo(interval("0.207660", "0.938508"));
    }

    /** With p = 0 middle and half are both z²/2n: from 0 to z² ÷ (n + z²) = 3.841459 ÷ 13.841459; p = 1 is its mirror image. */
    @Test
    void ofNoneAndOfAllInTen() {
        assertThat(of(0, 10)).isEqualTo(interval("0.000000", "0.277533"));
        assertThat(of(10, 10)).isEqualTo(interval("0.722467", "1.000000"));
    }

    /** As published: Newcombe (1998), Statistics in Medicine 17, table I, method 3: 0.2553 to 0.3662. */
    @Test
    void ofThePublishedExample() {
        assertThat(of(81, 263).low()).isBetween(new BigDecimal("0.25525"), new BigDecimal("0.25535"));
        assertThat(of(81, 263).high()).isBetween(new BigDecimal("0.36615"), new BigDecimal("0.36625"));
    }

    @Property
    void holdsTheShareAndIsTheMirrorImageOfTheRest(
            @ForAll @IntRange(min = 1, max = 100_000) int all, @ForAll @IntRange(min = 0, max = 100_000) int some) {
        int count = some % (all + 1);
        Interval interval = of(count, all);
        Interval mirrored = of(all - count, all);
        assertThat((double) count / all)
                .isBetween(interval.low().doubleValue() - 1e-6, interval.high().doubleValue() + 1e-6);
        assertThat(interval.low()).isEqualTo(BigDecimal.ONE.subtract(mirrored.high()));
        assertThat(interval.low().signum()).isGreaterThanOrEqualTo(0);
        assertThat(interval.high()).isLessThanOrEqualTo(BigDecimal.ONE);
    }

    private static Interval of(int count, int all) {
        return WilsonInterval.of(BigDecimal.valueOf(count), BigDecimal.valueOf(all));
    }

    private static Interval interval(String low, String high) {
        return new Interval(new BigDecimal(low), new BigDecimal(high));
    }
}
