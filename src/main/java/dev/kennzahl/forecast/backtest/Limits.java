package dev.kennzahl.forecast.backtest;

import dev.kennzahl.catalogue.ValueRange;
import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.forecast.series.SeriesForecast;

/**
 * What values can be. An end that a history is beyond itself does not bind its forecast.
 *
 * @param asBefore whether what never was below zero stays so
 */
public record Limits(ValueRange range, boolean asBefore) {
    /** Anything: of posted series nothing is known. */
    public static final Limits NONE = new Limits(ValueRange.ANY, false);

    /** Those of a KPI whose values lie within a range. */
    public static Limits of(ValueRange range) {
        return new Limits(range, true);
    }

    /** The forecast within them: points, and with them the ends of their intervals. */
    public SeriesForecast applied(SeriesForecast forecast, GappyValues history) {
        double least = asBefore && history.isNonNegative() ? Math.max(0, range.least()) : range.least();
        return forecast.within(
                history.least() < least ? Double.NEGATIVE_INFINITY : least,
                history.most() > range.most() ? Double.POSITIVE_INFINITY : range.most());
    }
}
