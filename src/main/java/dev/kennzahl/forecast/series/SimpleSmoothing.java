package dev.kennzahl.forecast.series;

/**
 * Simple exponential smoothing: a level that follows the values; the forecast is the last level. For series without trend and season.
 *
 * <p>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 8.1.
 */
final class SimpleSmoothing extends EtsMethod {
    SimpleSmoothing() {
        super(
                "ses",
                "A level that follows the values; no trend, no season.",
                new EtsForm(false, EtsForm.Trend.NONE, EtsForm.Season.NONE));
    }
}
