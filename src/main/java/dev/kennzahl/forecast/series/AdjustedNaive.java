package dev.kennzahl.forecast.series;

/**
 * The naive method on the seasonally adjusted series, the season put back: the benchmark that the measure OWA divides by.
 *
 * <p>Source: Makridakis, Spiliotis and Assimakopoulos (2020), The M4 competition, International Journal of Forecasting 36(1), there Naïve 2; with
 * values at or below zero the season adds.
 */
public final class AdjustedNaive implements ForecastMethod {
    private final Naive naive = new Naive();

    @Override
    public String key() {
        return "naive2";
    }

    @Override
    public String about() {
        return "The last value goes on, on the seasonally adjusted series: what OWA compares with.";
    }

    @Override
    public int leastLength(int period) {
        return naive.leastLength(period);
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        SeasonalAdjustment adjustment = SeasonalAdjustment.of(series);
        return adjustment.restore(naive.forecast(adjustment.series(), horizon));
    }
}
