package dev.kennzahl.forecast.series;

import org.jspecify.annotations.Nullable;

/**
 * A series freed of its season where one is evident, and the way back for what is forecast of it. Indices multiply; with values at
 * or below zero they add.
 *
 * @param series the adjusted series, without seasons
 * @param seasonality the indices; null when no season is evident
 * @param start the number of the first step ahead, counted from the first observation
 */
record SeasonalAdjustment(Series series, @Nullable Seasonality seasonality, int start) {
    static SeasonalAdjustment of(Series series) {
        return of(series, false);
    }

    /** With indices drawn towards none as far as they may be chance. */
    static SeasonalAdjustment shrunk(Series series) {
        return of(series, true);
    }

    private static SeasonalAdjustment of(Series series, boolean shrunk) {
        if (!Seasonality.isEvident(series)) {
            return new SeasonalAdjustment(series.withoutSeason(), null, series.length());
        }
        Seasonality full = series.isPositive() ? Seasonality.multiplicative(series) : Seasonality.additive(series);
        Seasonality seasonality = shrunk ? full.shrunk(series) : full;
        Series adjusted = series.with(seasonality.adjust(series.values())).withoutSeason();
        return new SeasonalAdjustment(adjusted, seasonality, series.length());
    }

    SeriesForecast restore(SeriesForecast forecast) {
        if (seasonality == null) {
            return forecast;
        }
        return new SeriesForecast(
                forecast.model() + (seasonality.multiplicative() ? ", multiplicative season" : ", additive season"),
                restore(seasonality, forecast.mean()),
                restore(seasonality, forecast.within80()),
                restore(seasonality, forecast.within95()));
    }

    /** What an error of the adjusted series amounts to in the series itself. */
    double factor(int step) {
        return seasonality != null && seasonality.multiplicative() ? seasonality.index(start + step) : 1;
    }

    double[] restore(double[] mean) {
        return seasonality == null ? mean : restore(seasonality, mean);
    }

    private Interval restore(Seasonality seasonality, Interval interval) {
        return new Interval(restore(seasonality, interval.low()), restore(seasonality, interval.high()));
    }

    private double[] restore(Seasonality seasonality, double[] values) {
        double[] restored = new double[values.length];
        for (int h = 0; h < values.length; h++) {
            double index = seasonality.index(start + h);
            restored[h] = seasonality.multiplicative() ? values[h] * index : values[h] + index;
        }
        return restored;
    }
}
