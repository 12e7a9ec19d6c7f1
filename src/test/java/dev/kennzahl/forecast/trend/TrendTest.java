package dev.kennzahl.forecast.trend;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.forecast.series.KnownSeries;

import static org.assertj.core.api.Assertions.assertThat;

class TrendTest {
    private static final double GAP = Double.NaN;

    @Test
    void saysWhereSeriesGo() {
        assertThat(of(1, 2, 3, 4, 5, 6).direction()).isEqualTo(Direction.RISING);
        assertThat(of(9, 8, 6, 5, 3, 1).direction()).isEqualTo(Direction.FALLING);
        assertThat(of(5, 1, 4, 2, 5, 3).direction()).isEqualTo(Direction.CONSTANT);
        assertThat(of(7, 7, 7).direction()).isEqualTo(Direction.CONSTANT);
    }

    @Test
    void fourValuesInOrderMayBeChance() {
        Trend four = of(1, 2, 3, 4);
        assertThat(four.direction()).isEqualTo(Direction.UNDECIDED);
        assertThat(four.test().leastProbability()).isCloseTo(2 / 24.0, Offset.offset(1e-12));
        assertThat(Trend.of(new GappyValues(new double[] {1, 2, 3, 4}), 1, 0.1).direction())
                .isEqualTo(Direction.RISING);
        assertThat(of(GAP, 3, GAP).direction()).isEqualTo(Direction.UNDECIDED);
    }

    @Test
    void theSeasonHidesNoTrendAndMakesNone() {
        Trend air = Trend.of(new GappyValues(KnownSeries.AIR_PASSENGERS), 12, 0.05);
        assertThat(air.direction()).isEqualTo(Direction.RISING);
        assertThat(air.period()).isEqualTo(12);
        // Its swing grows, so that a robust fit takes a part of the last peaks for remainder.
        assertThat(air.decomposition().seasonalStrength()).isGreaterThan(0.75);

        Random random = new Random(3);
        // Six years: the test of seasons needs them where neighbours resemble each other so much.
        double[] seasonal = IntStream.range(0, 72)
                .mapToDouble(t -> 100 + 30 * Math.sin(Math.PI * t / 6) + random.nextGaussian())
                .toArray();
        Trend none = Trend.of(new GappyValues(seasonal), 12, 0.05);
        assertThat(none.period()).isEqualTo(12);
        assertThat(none.direction()).isEqualTo(Direction.CONSTANT);
    }

    @Test
    void countsStepsFromTheFirstEntryAndFillsGaps() {
        Trend gappy = of(GAP, GAP, 1, 2, GAP, 4, 5, 6, GAP);
        assertThat(gappy.first()).isEqualTo(2);
        assertThat(gappy.gaps()).isEqualTo(1);
        assertThat(gappy.test().count()).isEqualTo(5);
        assertThat(gappy.values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(gappy.slope().slope()).isEqualTo(1);
    }

    @Property(tries = 40)
    void partsAddUpAndTurningTheSeriesRoundTurnsTheVerdict(
            @ForAll long seed, @ForAll @IntRange(min = 5, max = 60) int length) {
        Random random = new Random(seed);
        double[] values = random.doubles(length, -50, 50).toArray();
        Trend trend = Trend.of(new GappyValues(values), 4, 0.05);
        Trend turned = Trend.of(
                new GappyValues(Arrays.stream(values).map(value -> -value).toArray()), 4, 0.05);

        assertThat(turned.test().score()).isEqualTo(-trend.test().score());
        assertThat(turned.slope().slope()).isCloseTo(-trend.slope().slope(), Offset.offset(1e-9));
        assertThat(turned.test().probability()).isEqualTo(trend.test().probability());
        assertThat(trend.slope().slope())
                .isBetween(trend.slope().low(), trend.slope().high());
        Decomposition parts = trend.decomposition();
        if (parts != null) {
            for (int t = 0; t < length; t++) {
                assertThat(parts.trend()[t] + parts.season()[t] + parts.remainder()[t])
                        .isCloseTo(values[t], Offset.offset(1e-9));
            }
        }
    }

    private static Trend of(double... values) {
        return Trend.of(new GappyValues(DoubleStream.of(values).toArray()), 1, 0.05);
    }
}
