package dev.kennzahl.forecast.series;

/**
 * The Theta method: the mean of the line of least squares and of simple exponential smoothing of the series with its distances from
 * that line doubled; on the seasonally adjusted series where a season is evident. Intervals: those of simple exponential smoothing
 * around it, σ √(1 + (h − 1) α²).
 *
 * <p>Source: Assimakopoulos and Nikolopoulos (2000), International Journal of Forecasting 16(4); season as in the M4 competition;
 * intervals after Hyndman and Billah (2003).
 */
final class Theta implements ForecastMethod {
    @Override
    public String about() {
        return "The mean of a level and of half the trend, on the seasonally adjusted series.";
    }

    @Override
    public String key() {
        return "theta";
    }

    @Override
    public int leastLength(int period) {
        return new SimpleSmoothing().leastLength(period);
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        SeasonalAdjustment adjustment = SeasonalAdjustment.of(series);
        return adjustment.restore(adjusted(adjustment.series(), horizon));
    }

    private static SeriesForecast adjusted(Series series, int horizon) {
        double[] values = series.values();
        int n = values.length;
        Line line = Line.through(values);
        double[] doubled = new double[n];
        for (int t = 0; t < n; t++) {
            doubled[t] = 2 * values[t] - line.at(t + 1);
        }
        EtsFit smoothed = new SimpleSmoothing().fit(series.with(doubled));
        double squares = 0;
        for (int t = 0; t < n; t++) {
            double error = values[t] - (smoothed.fitted()[t] + line.at(t + 1)) / 2;
            squares += error * error;
        }
        double variance = squares / (n - 3);
        double alpha = smoothed.parameters().alpha();
        double[] mean = new double[horizon];
        double[] deviation = new double[horizon];
        for (int h = 1; h <= horizon; h++) {
            mean[h - 1] = (smoothed.state().level() + line.at(n + h)) / 2;
            deviation[h - 1] = Math.sqrt(variance * (1 + (h - 1) * alpha * alpha));
        }
        return SeriesForecast.normal("Theta", mean, deviation);
    }
}
