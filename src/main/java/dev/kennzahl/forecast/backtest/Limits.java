package dev.kennzahl.forecast.backtest;

import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.forecast.series.SeriesForecast;

/** What values can be. */
public enum Limits {
    /** Anything: of posted series nothing is known. */
    NONE,
    /** Not below zero if it never was. */
    AS_BEFORE,
    /** Between 0 and 1. */
    SHARE;

    /** The forecast within them. */
    public SeriesForecast applied(SeriesForecast forecast, GappyValues history) {
        return switch (this) {
            case NONE -> forecast;
            case AS_BEFORE -> history.isNonNegative() ? forecast.within(0, Double.POSITIVE_INFINITY) : forecast;
            case SHARE -> forecast.within(0, 1);
        };
    }
}
