package dev.kennzahl.forecast.series;

/**
 * Holt's linear trend: level and slope follow the values; the last slope goes on for ever, which far ahead is often too much.
 *
 * <p>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 8.2.
 */
final class Holt extends EtsMethod {
    Holt() {
        super(
                "holt",
                "A level and a trend that goes on for ever; no season.",
                new EtsForm(false, EtsForm.Trend.ADDITIVE, EtsForm.Season.NONE));
    }
}
