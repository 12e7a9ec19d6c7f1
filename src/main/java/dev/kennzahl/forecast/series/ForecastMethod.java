package dev.kennzahl.forecast.series;

/** A way to forecast a series from its own past. */
public interface ForecastMethod {
    /** The name it is asked for by. */
    String key();

    /** What it makes of a series, in a sentence. */
    String about();

    /** The fewest values that it can be used with. */
    int leastLength(int period);

    /** Whether all values must be above zero. */
    default boolean needsPositiveValues() {
        return false;
    }

    /** Whether the series must have seasons, a period of more than one. */
    default boolean needsSeason() {
        return false;
    }

    /**
     * @param series which fulfils what the method needs, is not constant, and is scaled to a largest size of 1
     * @param horizon how many steps ahead, at least 1
     */
    SeriesForecast forecast(Series series, int horizon);
}
