package dev.kennzahl.forecast.series;

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
}
