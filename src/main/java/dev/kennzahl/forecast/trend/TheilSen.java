package dev.kennzahl.forecast.trend;

import java.util.Arrays;

/**
 * The median of the slopes between all pairs of values: up to 29 % of them may be wildly wrong. With seasons only pairs of the same season
 * count. The interval is made of the slopes that lie as far from the middle as the score of Kendall's test may be from none.
 *
 * <p>Source: Theil (1950), Proceedings of the KNAW 53; Sen (1968), Estimates of the regression coefficient based on Kendall's tau, Journal of the
 * American Statistical Association 63(324); with seasons Hirsch, Slack and Smith (1982), Water Resources Research 18(1).
 *
 * @param slope for one step
 * @param low the lower end of its interval
 * @param high the upper end
 */
public record TheilSen(double slope, double low, double high) {
    /**
     * @param values NaN for a gap
     * @return null values are NaN when no two values can be compared
     */
    static TheilSen of(double[] values, int period, KendallTest test, double confidence) {
        double[] slopes = slopes(values, period);
        if (slopes.length == 0) {
            return new TheilSen(Double.NaN, Double.NaN, Double.NaN);
        }
        double reach = test.reach(confidence);
        int last = slopes.length - 1;
        int low = (int) Math.rint((slopes.length - reach) / 2) - 1;
        int high = (int) Math.rint((slopes.length + reach) / 2);
        return new TheilSen(
                Medians.ofSorted(slopes), slopes[Math.max(0, Math.min(last, low))], slopes[Math.min(last, high)]);
    }

    /** The values less what the slope makes of them. */
    static double[] detrended(double[] values, double slope) {
        double[] rest = new double[values.length];
        for (int t = 0; t < rest.length; t++) {
            rest[t] = values[t] - slope * t;
        }
        return rest;
    }

    private static double[] slopes(double[] values, int period) {
        int pairs = 0;
        double[] slopes = new double[16];
        for (int j = period; j < values.length; j++) {
            for (int i = j % period; i < j; i += period) {
                if (!Double.isNaN(values[i]) && !Double.isNaN(values[j])) {
                    if (pairs == slopes.length) {
                        slopes = Arrays.copyOf(slopes, 2 * pairs);
                    }
                    slopes[pairs++] = (values[j] - values[i]) / (j - i);
                }
            }
        }
        double[] sorted = Arrays.copyOf(slopes, pairs);
        Arrays.sort(sorted);
        return sorted;
    }
}
