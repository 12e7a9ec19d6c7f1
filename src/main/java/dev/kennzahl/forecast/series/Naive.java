package dev.kennzahl.forecast.series;

import java.util.Arrays;

/**
 * The last value goes on. Intervals: σ √h, σ the standard deviation of the changes.
 *
 * <p>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.
 */
final class Naive implements ForecastMethod {
    @Override
    public String about() {
        return "The last value goes on.";
    }

    @Override
    public String key() {
        return "naive";
    }

    @Override
    public int leastLength(int period) {
        return 2;
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        double[] mean = new double[horizon];
        Arrays.fill(mean, series.last());
        return SeriesForecast.normal("naive", mean, deviations(series, horizon));
    }

    static double[] deviations(Series series, int horizon) {
        double[] values = series.values();
        double squares = 0;
        for (int t = 1; t < values.length; t++) {
            squares += (values[t] - values[t - 1]) * (values[t] - values[t - 1]);
        }
        double sigma = Math.sqrt(squares / (values.length - 1));
        double[] deviations = new double[horizon];
        for (int h = 1; h <= horizon; h++) {
            deviations[h - 1] = sigma * Math.sqrt(h);
        }
        return deviations;
    }
}
