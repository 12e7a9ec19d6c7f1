package dev.kennzahl.forecast.trend;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.kennzahl.forecast.series.KnownSeries;

import static org.assertj.core.api.Assertions.assertThat;

/** The reference values are those that the tests of stl-cpp and its siblings publish, which translate the authors' Fortran. */
class StlTest {
    private static final double[] PUBLISHED = {
        5, 9, 2, 9, 0, 6, 3, 8, 5, 8, 7, 8, 8, 0, 2, 5, 0, 5, 6, 7, 3, 6, 1, 4, 4, 4, 3, 7, 5, 8
    };

    @Test
    void isThatOfTheAuthors() {
        Decomposition parts = new Stl(7, 7, 0, false).decompose(PUBLISHED);
        compare(parts.season(), 0.36926576, 0.75655484, -1.3324139, 1.9553658, -0.6044802);
        compare(parts.trend(), 4.804099, 4.9097075, 5.015316, 5.16045, 5.305584);
        compare(parts.remainder(), -0.17336464, 3.3337379, -1.6829021, 1.8841844, -4.7011037);
        assertThat(parts.seasonalStrength()).isCloseTo(0.284111676, Offset.offset(1e-6));
        assertThat(parts.trendStrength()).isCloseTo(0.163842452, Offset.offset(1e-6));
    }

    @Test
    void isThatOfTheAuthorsWhenRobust() {
        Decomposition parts = new Stl(7, 7, 0, true).decompose(PUBLISHED);
        compare(parts.season(), 0.14922355, 0.47939026, -1.833231, 1.7411387, 0.8200711);
        compare(parts.trend(), 5.397365, 5.4745436, 5.5517216, 5.6499176, 5.748114);
        compare(parts.remainder(), -0.5465884, 3.0460663, -1.7184906, 1.6089439, -6.5681853);
    }

    @Test
    void findsAPureSeasonOnAStraightLine() {
        double[] season = {3, -1, 0, -2};
        double[] values = IntStream.range(0, 40)
                .mapToDouble(t -> 10 + 0.5 * t + season[t % 4])
                .toArray();
        Decomposition parts = new Stl(4, 11, 0, true).decompose(values);
        for (int t = 0; t < values.length; t++) {
            assertThat(parts.season()[t]).isCloseTo(season[t % 4], Offset.offset(1e-6));
            assertThat(parts.trend()[t]).isCloseTo(10 + 0.5 * t, Offset.offset(1e-6));
        }
        assertThat(parts.seasonalStrength()).isCloseTo(1, Offset.offset(1e-9));
    }

    @Test
    void oneValueFarOffHardlyCounts() {
        double[] values = KnownSeries.AIR_PASSENGERS.clone();
        Decomposition before = new Stl(12, 11, 0, true).decompose(values);
        values[70] += 2_000;
        Decomposition after = new Stl(12, 11, 0, true).decompose(values);
        double[] moved = IntStream.range(0, values.length)
                .mapToDouble(t -> Math.abs(after.trend()[t] - before.trend()[t]))
                .toArray();
        assertThat(Arrays.stream(moved).max().orElseThrow()).isLessThan(20);
        assertThat(after.remainder()[70]).isCloseTo(2_000, Offset.offset(60.0));
    }

    private static void compare(double[] found, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("entry " + i).isCloseTo(expected[i], Offset.offset(1e-5));
        }
    }
}
