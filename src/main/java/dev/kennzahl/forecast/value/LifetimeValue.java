package dev.kennzahl.forecast.value;

/**
 * What a customer will bring: expected purchases of each unit of time, times the expected amount, times the margin, discounted to the day
 * of observation as if paid at the end of the unit.
 *
 * <p>Source: Fader, Hardie and Lee (2005), RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, Journal of Marketing Research 42(4),
 * here over a stated time in place of for ever.
 *
 * @param horizon how far ahead, in the unit of time of the histories
 * @param discountRate for one unit of time, 0.01 for 1 %
 * @param margin the share of an amount that is left, 1 for the amount itself
 */
public record LifetimeValue(BgNbd purchases, GammaGamma spending, double horizon, double discountRate, double margin) {
    /** In the unit of the amounts; NaN when the expected amount is not known. */
    public double of(PurchaseHistory history) {
        double amount = spending.expectedValue(history) * margin;
        if (discountRate == 0) {
            return amount * purchases.expectedPurchases(history, horizon);
        }
        double sum = 0;
        double before = 0;
        for (int unit = 1; unit - 1 < horizon; unit++) {
            double until = purchases.expectedPurchases(history, Math.min(unit, horizon));
            sum += (until - before) / Math.pow(1 + discountRate, unit);
            before = until;
        }
        return amount * sum;
    }
}
