package dev.kennzahl.forecast.series;

/**
 * Holt's trend, damped: the slope becomes smaller with every step ahead.
 *
 * <p>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 8.2; Gardner and McKenzie (1985).
 */
final class DampedHolt extends EtsMethod {
    DampedHolt() {
        super(
                "damped_holt",
                "A level and a trend that levels off; no season.",
                new EtsForm(false, EtsForm.Trend.DAMPED, EtsForm.Season.NONE));
    }
}
