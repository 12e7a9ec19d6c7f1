package dev.kennzahl.forecast.series;

/**
 * The line from the first value to the last goes on. Intervals: σ √(h (1 + h / (n − 1))).
 *
 * <p>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.
 */
final class Drift implements ForecastMethod {
    @Override
    public String about() {
        return "The straight line through the first and the last value goes on.";
    }

    @Override
    public String key() {
        return "drift";
    }

    @Override
    public int leastLength(int period) {
        return 3;
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        double[] values = series.values();
        int changes = values.length - 1;
        double drift = (series.last() - values[0]) / changes;
        double squares = 0;
        for (int t = 1; t < values.length; t++) {
            double error = values[t] - values[t - 1] - drift;
            squares += error * error;
        }
        double sigma = Math.sqrt(squares / (changes - 1));
        double[] mean = new double[horizon];
        double[] deviation = new double[horizon];
        for (int h = 1; h <= horizon; h++) {
            mean[h - 1] = series.last() + h * drift;
            deviation[h - 1] = sigma * Math.sqrt(h * (1 + (double) h / changes));
        }
        return SeriesForecast.normal("random walk with drift", mean, deviation);
    }
}
