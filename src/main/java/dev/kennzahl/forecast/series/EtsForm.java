package dev.kennzahl.forecast.series;

/**
 * A form of exponential smoothing, ETS(error, trend, season).
 *
 * <p>Source: Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, tables 2.2 and 2.3.
 *
 * @param multiplicativeError whether errors grow with the level; only for series above zero
 */
record EtsForm(boolean multiplicativeError, Trend trend, Season season) {
    enum Trend {
        NONE("N"),
        ADDITIVE("A"),
        DAMPED("Ad");

        private final String letter;

        Trend(String letter) {
            this.letter = letter;
        }
    }

    enum Season {
        NONE("N"),
        ADDITIVE("A"),
        MULTIPLICATIVE("M");

        private final String letter;

        Season(String letter) {
            this.letter = letter;
        }
    }

    boolean hasTrend() {
        return trend != Trend.NONE;
    }

    boolean isDamped() {
        return trend == Trend.DAMPED;
    }

    boolean hasSeason() {
        return season != Season.NONE;
    }

    /** Whether it is defined for series above zero only. */
    boolean needsPositiveValues() {
        return multiplicativeError || season == Season.MULTIPLICATIVE;
    }

    /** How many smoothing parameters and free initial states are estimated; the season's states are normalised, so one is not free. */
    int parameters(int period) {
        int smoothing = 1 + (hasTrend() ? 1 : 0) + (hasSeason() ? 1 : 0) + (isDamped() ? 1 : 0);
        int states = 1 + (hasTrend() ? 1 : 0) + (hasSeason() ? period - 1 : 0);
        return smoothing + states;
    }

    /** The usual name, {@code ETS(M,Ad,M)}. */
    @Override
    public String toString() {
        return "ETS(" + (multiplicativeError ? "M" : "A") + "," + trend.letter + "," + season.letter + ")";
    }
}
