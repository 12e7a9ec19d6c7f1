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
    /** Where the test of the M4 competition sees a season, as its benchmarks do. */
    static SeasonalAdjustment of(Series series) {
        return Seasonality.isEvident(series) ? by(series, decomposed(series)) : none(series);
    }

    /** Where a season is likely, also after two of them; with indices drawn towards none as far as they may be chance. */
    static SeasonalAdjustment shrunk(Series series) {
        if (!StableSeason.isLikely(series)) {
            return none(series);
        }
        return by(
                series,
                StableSeason.isShort(series)
                        ? StableSeason.of(series).season()
                        : decomposed(series).shrunk(series));
    }

    private static Seasonality decomposed(Series series) {
        return series.isPositive() ? Seasonality.multiplicative(series) : Seasonality.additive(series);
    }

    private static SeasonalAdjustment none(Series series) {
        return new SeasonalAdjustment(series.withoutSeason(), null, series.length());
    }

    private static SeasonalAdjustment by(Series series, Seasonality seasonality) {
        Series adjusted = series.with(seasonality.adjust(series.values())).withoutSeason();
        return new SeasonalAdjustment(adjusted, seasonality, series.length());
    }

    /** Whether both say that there is a season, or both that there is none. */
    boolean agrees(SeasonalAdjustment other) {
        return (seasonality == null) == (other.seasonality == null);
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

    /**
     * What an error of the adjusted series amounts to in the series itself. Of fewer than three seasons, n values of which m make up one,
     * indices take much of the noise with them: the variance is freed of them, n ÷ (n − m), and theirs is added, 1 + m ÷ n.
     */
    double factor(int step) {
        if (seasonality == null) {
            return 1;
        }
        int period = seasonality.indices().length;
        double learned =
                StableSeason.isShort(start, period) ? Math.sqrt((double) (start + period) / (start - period)) : 1;
        return seasonality.multiplicative() ? learned * seasonality.index(start + step) : learned;
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
