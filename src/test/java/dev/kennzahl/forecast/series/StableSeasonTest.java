package dev.kennzahl.forecast.series;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule by which {@code auto} sees seasons, against other computations and by back-tests on series made here, of which is known whether
 * they have one. Probabilities: NumPy and SciPy 1.17, least squares with and without indicators of the season, and the F distribution.
 */
class StableSeasonTest {
    private static final int SERIES = 25;
    private static final double NOISE = 0.05;

    @ParameterizedTest
    @CsvSource({"24, 8.460156415e-07", "30, 3.383490681e-06", "36, 3.223570810e-09"})
    void hasTheProbabilityOfAnFTestOnDifferencesOfLogarithms(int length, double expected) {
        Series passengers = new Series(Arrays.copyOf(KnownSeries.AIR_PASSENGERS, length), 12);

        assertThat(StableSeason.of(passengers).probability()).isCloseTo(expected, Percentage.withPercentage(0.01));
    }

    @Test
    void takesDifferencesOfTheValuesWhereNotAllAreAboveZero() {
        Series series = new Series(KnownSeries.numbers("3.1 -2.4 5.9 0.2 1.7 -4.4 2.6 -1.3 4.1"), 4);

        assertThat(StableSeason.of(series).probability()).isCloseTo(0.00278257950, Percentage.withPercentage(0.01));
    }

    @Test
    void aShapeThatRepeatsItselfIsSureAndALineIsNone() {
        double[] shape = IntStream.range(0, 25)
                .mapToDouble(t -> 100 + 20 * Math.sin(Math.PI * t / 6))
                .toArray();
        double[] line = IntStream.range(0, 25).mapToDouble(t -> 0.1 * t - 1).toArray();

        assertThat(StableSeason.isSure(new Series(shape, 12))).isTrue();
        assertThat(StableSeason.isLikely(new Series(line, 12))).isFalse();
        assertThat(StableSeason.isLikely(new Series(Arrays.copyOf(shape, 23), 12)))
                .as("less than two whole seasons")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"12, 24", "12, 30", "12, 36", "4, 8", "4, 11", "4, 12"})
    void whereThereIsASeasonAutoIsNearTheBestSeasonalMethod(int period, int length) {
        double auto = error(length, period, 0.25, false, past -> forecast("auto", past, period, period));
        double best = Stream.of("seasonal_naive", "holt_winters_multiplicative")
                .filter(method -> Methods.get(method).leastLength(period) <= length)
                .mapToDouble(
                        method -> error(length, period, 0.25, false, past -> forecast(method, past, period, period)))
                .min()
                .orElseThrow();

        assertThat(auto).isLessThan(1.5 * best);
    }

    @ParameterizedTest
    @CsvSource({"12, 24, false", "12, 30, true", "12, 36, false", "4, 8, true", "4, 11, false"})
    void whereThereIsNoneItIsAsGoodAsWithoutLooking(int period, int length, boolean walks) {
        double looking = error(length, period, 0, walks, past -> forecast("auto", past, period, period));
        double not = error(length, period, 0, walks, past -> forecast("auto", past, 1, period));

        assertThat(looking).isLessThan(1.15 * not);
    }

    @ParameterizedTest
    @CsvSource({
        "24, false, 0.2",
        "24, true, 0.13",
        "35, false, 0.2",
        "35, true, 0.13",
        "48, false, 0.2",
        "48, true, 0.2"
    })
    void findsSeasonsByChanceAboutAsOftenAsItSays(int length, boolean walks, double most) {
        Random random = new Random(20261129);
        long found = IntStream.range(0, 1000)
                .filter(i -> StableSeason.isLikely(new Series(series(random, length, 12, 0, walks), 12)))
                .count();

        assertThat(found / 1000.0).isBetween(0.01, most);
    }

    /** The mean sMAPE over the season after, in %. */
    private static double error(int length, int period, double swing, boolean walks, UnaryOperator<double[]> method) {
        Random random = new Random(99);
        ToDoubleFunction<double[]> one = all -> {
            double[] forecast = method.apply(Arrays.copyOf(all, length));
            return IntStream.range(0, period)
                    .mapToDouble(h ->
                            200 * Math.abs(all[length + h] - forecast[h]) / (all[length + h] + Math.abs(forecast[h])))
                    .average()
                    .orElseThrow();
        };
        return IntStream.range(0, SERIES)
                .mapToObj(i -> series(random, length + period, period, swing, walks))
                .mapToDouble(one)
                .average()
                .orElseThrow();
    }

    /** A level with noise, or a walk, times a year that swings like a sine. */
    private static double[] series(Random random, int length, int period, double swing, boolean walks) {
        double[] values = new double[length];
        double way = 0;
        for (int t = 0; t < length; t++) {
            double chance = NOISE * random.nextGaussian();
            way = walks ? way + chance : chance;
            values[t] = 1000 * Math.exp(way) * (1 + swing * Math.sin(2 * Math.PI * t / period));
        }
        return values;
    }

    private static double[] forecast(String method, double[] values, int period, int horizon) {
        return SeriesTask.of(new GappyValues(values), "values", period, Methods.get(method), horizon)
                .forecast()
                .mean();
    }
}
