package dev.kennzahl.forecast.series;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A forecast of a series.
 *
 * @param model what was fitted, {@code ETS(M,Ad,M)}
 * @param mean the point forecasts, one for each step ahead
 * @param within80 what holds the value with a probability of 80 %
 * @param within95 what holds it with a probability of 95 %
 */
public record SeriesForecast(String model, double[] mean, Interval within80, Interval within95) {
    /** With normal intervals of these standard deviations. */
    static SeriesForecast normal(String model, double[] mean, double[] deviation) {
        return new SeriesForecast(
                model, mean, Interval.normal(0.80, mean, deviation), Interval.normal(0.95, mean, deviation));
    }

    /** The same with nothing below this. */
    SeriesForecast atLeast(double least) {
        return within(least, Double.POSITIVE_INFINITY);
    }

    /** The same with nothing below and nothing above these. */
    public SeriesForecast within(double least, double most) {
        return map(value -> Math.min(most, Math.max(least, value)));
    }

    /** The same in another unit. */
    SeriesForecast times(double factor) {
        return map(value -> factor * value);
    }

    /** Without the first steps. */
    SeriesForecast from(int step) {
        return new SeriesForecast(
                model, Arrays.copyOfRange(mean, step, mean.length), within80.from(step), within95.from(step));
    }

    private SeriesForecast map(DoubleUnaryOperator change) {
        return new SeriesForecast(model, map(mean, change), map(within80, change), map(within95, change));
    }

    private static Interval map(Interval interval, DoubleUnaryOperator change) {
        return new Interval(map(interval.low(), change), map(interval.high(), change));
    }

    private static double[] map(double[] values, DoubleUnaryOperator change) {
        return Arrays.stream(values).map(change).toArray();
    }
}
