package dev.kennzahl.forecast.series;

import java.util.Arrays;

/** A method inside a combination, which asks it for point forecasts of a seasonally adjusted series only. */
interface Member {
    /** Keeps a forecast of logarithms within what a number can hold. */
    double LARGEST_LOGARITHM = 50;

    /** @param series with at least {@link Combination#LEAST_LENGTH} values */
    double[] mean(Series series, int horizon);

    /** The same on logarithms, so that changes are relative; on the values themselves where not all are above zero. */
    default Member ofLogarithms() {
        return (series, horizon) -> {
            if (!series.isPositive()) {
                return mean(series, horizon);
            }
            Series logs =
                    series.with(Arrays.stream(series.values()).map(Math::log).toArray());
            return Arrays.stream(mean(logs, horizon))
                    .map(log -> Math.exp(Math.min(log, LARGEST_LOGARITHM)))
                    .toArray();
        };
    }
}
