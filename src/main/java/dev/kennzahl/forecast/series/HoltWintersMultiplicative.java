package dev.kennzahl.forecast.series;

/**
 * Holt and Winters' method with a season that multiplies: swings in proportion to the level; for values above zero.
 *
 * <p>Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, section 8.3; the errors are relative, ETS(M,A,M), as in the forecast package of R.
 */
final class HoltWintersMultiplicative extends EtsMethod {
    HoltWintersMultiplicative() {
        super(
                "holt_winters_multiplicative",
                "A level, a trend, and a season that grows with the level; for values above zero.",
                new EtsForm(true, EtsForm.Trend.ADDITIVE, EtsForm.Season.MULTIPLICATIVE));
    }
}
