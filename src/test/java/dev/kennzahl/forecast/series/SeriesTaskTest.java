package dev.kennzahl.forecast.series;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennzahl.Thorough;
import dev.kennzahl.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SeriesTaskTest {
    private static final double GAP = Double.NaN;

    static String[] methods() {
        return Methods.all().stream().map(ForecastMethod::key).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("methods")
    @Thorough
    void orderedAndFiniteForAnySeriesThatIsTaken(String method) {
        Random random = new Random(20261128);
        int taken = 0;
        for (int i = 0; i < 150; i++) {
            int period = new int[] {1, 4, 7, 12, 52}[i % 5];
            double[] values = anySeries(random, 2 + random.nextInt(i % 10 == 0 ? 150 : 50), period);
            SeriesTask task;
            try {
                task = SeriesTask.of(new GappyValues(values), "values", period, Methods.get(method), 13);
            } catch (Problem refused) {
                assertThat(refused.field()).isPresent();
                continue;
            }
            taken++;
            SeriesForecast forecast = task.forecast();
            for (int h = 0; h < 13; h++) {
                double[] ends = {
                    forecast.within95().low()[h],
                    forecast.within80().low()[h],
                    forecast.mean()[h],
                    forecast.within80().high()[h],
                    forecast.within95().high()[h]
                };
                assertThat(ends).as(Arrays.toString(values)).isSorted();
                assertThat(DoubleStream.of(ends).allMatch(Double::isFinite))
                        .as(Arrays.toString(values))
                        .isTrue();
            }
        }
        assertThat(taken).isGreaterThan(10);
    }

    private static double[] anySeries(Random random, int length, int period) {
        double level =
                random.nextInt(4) == 0 ? 0 : Math.pow(10, random.nextInt(13) - 4) * (random.nextInt(5) == 0 ? -1 : 1);
        double noise = random.nextInt(3) == 0 ? 0 : random.nextDouble();
        double swing = random.nextInt(2) == 0 ? 0 : random.nextDouble();
        double slope = random.nextInt(2) == 0 ? 0 : random.nextGaussian() / 20;
        int jump = random.nextInt(3) == 0 ? random.nextInt(length) : length;
        return IntStream.range(0, length)
                .mapToDouble(t -> {
                    double value =
                            1 + slope * t + swing * Math.sin(2 * Math.PI * t / period) + noise * random.nextGaussian();
                    double broken = t >= jump ? value * 5 - 3 : value;
                    boolean rare = swing > 0.8 && random.nextInt(3) > 0;
                    return rare ? 0 : broken * (level == 0 ? 1 : level);
                })
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void growsWithTheUnit(String method) {
        double[] large =
                Arrays.stream(KnownSeries.AIR_PASSENGERS).map(v -> v * 1e9).toArray();

        SeriesForecast one = forecast(KnownSeries.AIR_PASSENGERS, 12, method, 12);
        SeriesForecast other = forecast(large, 12, method, 12);

        for (int h = 0; h < 12; h++) {
            assertThat(other.mean()[h]).isCloseTo(one.mean()[h] * 1e9, Percentage.withPercentage(1e-4));
            assertThat(other.within95().low()[h])
                    .isCloseTo(one.within95().low()[h] * 1e9, Percentage.withPercentage(1e-3));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void givesTheSameAgain(String method) {
        assertThat(forecast(KnownSeries.AIR_PASSENGERS, 12, method, 12).mean())
                .containsExactly(
                        forecast(KnownSeries.AIR_PASSENGERS, 12, method, 12).mean());
    }

    @Test
    void aConstantSeriesStaysAsItIs() {
        SeriesForecast forecast = forecast(new double[] {5, 5, 5, 5}, 4, "auto", 2);

        assertThat(forecast.mean()).containsExactly(5, 5);
        assertThat(forecast.within95().low()).containsExactly(5, 5);
        assertThat(forecast(new double[] {0, 0, 0}, 1, "auto", 2).mean()).containsExactly(0, 0);
    }

    @Test
    void aLineGoesOn() {
        double[] line = IntStream.range(0, 30).mapToDouble(t -> 100 + 2 * t).toArray();

        assertThat(forecast(line, 1, "auto", 3).mean())
                .containsExactly(new double[] {160, 162, 164}, Offset.offset(0.5));
        assertThat(forecast(line, 1, "holt", 3).mean())
                .containsExactly(new double[] {160, 162, 164}, Offset.offset(1e-3));
    }

    @Test
    void aSeasonRepeatsItself() {
        double[] season =
                IntStream.range(0, 48).mapToDouble(t -> 100 + 20 * (t % 4)).toArray();

        assertThat(forecast(season, 4, "auto", 4).mean())
                .containsExactly(new double[] {100, 120, 140, 160}, Offset.offset(0.5));
    }

    @Test
    void whatIsNotNegativeIsNotForecastToBe() {
        double[] falling = IntStream.range(0, 24)
                .mapToDouble(t -> Math.max(0, 50 - 2.5 * t))
                .toArray();

        SeriesForecast forecast = forecast(falling, 1, "auto", 12);

        assertThat(Arrays.stream(forecast.within95().low()).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void gapsAreFilledAlsoByTheSeason() {
        double[] gappy = KnownSeries.AIR_PASSENGERS.clone();
        for (int t : new int[] {17, 30, 31, 67, 103, 138}) {
            gappy[t] = GAP;
        }

        double[] filled = new GappyValues(gappy).filled(12);

        for (int t : new int[] {17, 30, 31, 67, 103, 138}) {
            assertThat(filled[t])
                    .as("month " + t)
                    .isCloseTo(KnownSeries.AIR_PASSENGERS[t], Percentage.withPercentage(5));
        }
    }

    @Test
    void gapsBeforeTheFirstValueDoNotCount() {
        double[] late = DoubleStream.concat(DoubleStream.of(GAP, GAP), Arrays.stream(KnownSeries.NILE))
                .toArray();

        assertThat(forecast(late, 1, "theta", 3).mean())
                .containsExactly(forecast(KnownSeries.NILE, 1, "theta", 3).mean());
    }

    @Test
    void gapsAtTheEndAreStepsThatHavePassed() {
        double[] old = DoubleStream.concat(Arrays.stream(KnownSeries.NILE), DoubleStream.of(GAP, GAP))
                .toArray();

        double[] longer = forecast(KnownSeries.NILE, 1, "holt", 5).mean();
        assertThat(forecast(old, 1, "holt", 3).mean()).containsExactly(longer[2], longer[3], longer[4]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                       | 1  | auto                        | values     | must have numbers",
                "NaN NaN                | 1  | auto                        | values     | must have numbers",
                "1                      | 1  | auto                        | values     | needs at least 2",
                "1 NaN NaN NaN 2        | 1  | auto                        | values     | 3 gaps and only 2 values",
                "1 2 Infinity           | 1  | auto                        | values[2]  | between -1e100 and 1e100",
                "1 -1e101 2             | 1  | naive                       | values[1]  | between -1e100 and 1e100",
                "1 2 3 4 5              | 12 | holt_winters_additive       | values     | needs at least 24",
                "1 2 3 4 5              | 1  | holt_winters_additive       | frequency  | at least 2",
                "1 2 3 4 5 6 7 0 9 1 2 3| 2  | holt_winters_multiplicative | values     | above zero",
                "1 2 3 4 5              | 12 | seasonal_naive              | values     | needs at least 13",
            })
    void saysWhatWouldBeRight(String values, int period, String method, String field, String text) {
        double[] numbers = values == null ? new double[0] : KnownSeries.numbers(values);

        assertThatThrownBy(() -> SeriesTask.of(new GappyValues(numbers), "values", period, Methods.get(method), 3))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.field()).contains(field);
                    assertThat(problem.detail()).contains(text);
                });
    }

    private static SeriesForecast forecast(double[] values, int period, String method, int horizon) {
        return SeriesTask.of(new GappyValues(values), "values", period, Methods.get(method), horizon)
                .forecast();
    }
}
