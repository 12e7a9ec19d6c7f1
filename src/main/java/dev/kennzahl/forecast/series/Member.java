package dev.kennzahl.forecast.series;

/** A method inside a combination, which asks it for point forecasts only. */
interface Member {
    /** @param series with at least {@link Combination#LEAST_LENGTH} values that are not all the same */
    double[] mean(Series series, int horizon);
}
