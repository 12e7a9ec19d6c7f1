package dev.kennzahl.forecast.series;

import java.util.Arrays;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** A series that was checked and can be forecast. */
public final class SeriesTask {
    private final ForecastMethod method;
    private final Series series;
    private final int passed;
    private final int horizon;

    private static final int LEAST_OF_AUTO = 2;

    private SeriesTask(ForecastMethod method, Series series, int passed, int horizon) {
        this.method = method;
        this.series = series;
        this.passed = passed;
        this.horizon = horizon;
    }

    /**
     * @param field the name of the values in what was posted, {@code series[3].values}
     * @param period how many steps make up a season; 1 for none
     * @param horizon how many steps after the end of the values, gaps included, are to be forecast
     * @throws Problem {@code MISSING_VALUE} or {@code INVALID_VALUE}, final: the values are none, too few, too gappy or too large, or not
     *     what the method needs
     */
    public static SeriesTask of(GappyValues values, String field, int period, ForecastMethod method, int horizon) {
        values.check(field);
        if (method.needsSeason() && period < 2) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "frequency",
                    method.key() + " needs a frequency of at least 2; use holt, or auto, for series without seasons.");
        }
        int least = method.leastLength(period);
        if (values.known() < least) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    field,
                    field + " has " + values.known() + " values; " + method.key() + " with a frequency of " + period
                            + " needs at least " + least
                            + (values.known() < LEAST_OF_AUTO
                                    ? ". Send more."
                                    : ". Send more, or use auto, which needs 2."));
        }
        Series series = new Series(values.filled(period), period);
        if (method.needsPositiveValues() && !series.isPositive()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    field,
                    field + " must be above zero throughout for " + method.key()
                            + "; use holt_winters_additive, or auto, for zero and negative values.");
        }
        return new SeriesTask(method, series, values.missingAtEnd(), horizon);
    }

    /** Computes for milliseconds to tens of them; the same series gives the same forecast. */
    public SeriesForecast forecast() {
        if (series.isConstant()) {
            double[] same = new double[horizon];
            Arrays.fill(same, series.last());
            return SeriesForecast.normal("constant", same, new double[horizon]);
        }
        double scale = Arrays.stream(series.values()).map(Math::abs).max().orElseThrow();
        Series scaled = series.with(
                Arrays.stream(series.values()).map(value -> value / scale).toArray());
        return method.forecast(scaled, passed + horizon).from(passed).times(scale);
    }
}
