package dev.kennzahl.forecast.series;

import java.util.Arrays;

/**
 * A first guess at the state before the first observation: the season from a classical decomposition, level and slope from a line
 * through the first ten seasonally adjusted values.
 *
 * <p>Source: Hyndman, Koehler, Snyder and Grose (2002), section 2.5.
 */
final class FirstState {
    private static final int OBSERVATIONS = 10;

    private FirstState() {}

    /** With smoothing parameters of zero. */
    static EtsParameters of(EtsForm form, Series series) {
        double[] season = new double[0];
        double[] adjusted = series.values();
        if (form.hasSeason()) {
            Seasonality seasonality = form.season() == EtsForm.Season.MULTIPLICATIVE
                    ? Seasonality.multiplicative(series)
                    : Seasonality.additive(series);
            season = seasonality.indices();
            adjusted = seasonality.adjust(series.values());
        }
        double[] early = Arrays.copyOf(adjusted, Math.min(adjusted.length, Math.max(OBSERVATIONS, 2 * season.length)));
        double level;
        double slope = 0;
        if (form.hasTrend()) {
            Line line = Line.through(early);
            level = line.at(0);
            slope = line.slope();
        } else {
            level = Arrays.stream(early).average().orElseThrow();
        }
        if (form.needsPositiveValues() && !(level > 0 && level + slope > 0)) {
            level = Arrays.stream(early).average().orElseThrow();
            slope = 0;
        }
        return new EtsParameters(0, 0, 0, 1, level, slope, season);
    }
}
