package dev.kennzahl.forecast.series;

/**
 * Holt and Winters' method with a season that adds: swings of the same size whatever the level.
 *
 * <p>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 8.3.
 */
final class HoltWintersAdditive extends EtsMethod {
    HoltWintersAdditive() {
        super(
                "holt_winters_additive",
                "A level, a trend, and a season of the same size throughout.",
                new EtsForm(false, EtsForm.Trend.ADDITIVE, EtsForm.Season.ADDITIVE));
    }
}
