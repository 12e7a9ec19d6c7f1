package dev.kennzahl.forecast.series;

/**
 * The last season repeats itself. Intervals: σ √(k + 1), k the whole seasons before the step ahead, σ the standard deviation of the
 * changes from season to season.
 *
 * <p>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, sections 5.2 and 5.5.
 */
final class SeasonalNaive implements ForecastMethod {
    @Override
    public String about() {
        return "The last season repeats itself.";
    }

    @Override
    public String key() {
        return "seasonal_naive";
    }

    @Override
    public int leastLength(int period) {
        return period + 1;
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        double[] values = series.values();
        int period = series.period();
        int n = values.length;
        double squares = 0;
        for (int t = period; t < n; t++) {
            squares += (values[t] - values[t - period]) * (values[t] - values[t - period]);
        }
        double sigma = Math.sqrt(squares / (n - period));
        double[] mean = new double[horizon];
        double[] deviation = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            mean[h] = values[n - period + h % period];
            deviation[h] = sigma * Math.sqrt(h / period + 1.0);
        }
        return SeriesForecast.normal("seasonal naive", mean, deviation);
    }
}
