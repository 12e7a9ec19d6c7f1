package dev.kennzahl.forecast.trend;

import java.util.Arrays;

/**
 * By how much the variance of Kendall's score grows when values resemble those before them: 1 + 2 Σ (n−i)(n−i−1)(n−i−2) ρ_i / (n(n−1)(n−2)), of
 * the autocorrelations ρ_i of the ranks without trend that stand out at 5 %.
 *
 * <p>Source: Hamed and Rao (1998), A modified Mann-Kendall trend test for autocorrelated data, Journal of Hydrology 204.
 */
final class SerialCorrelation {
    private static final double CRITICAL = 1.959964;

    private SerialCorrelation() {}

    /**
     * @param detrended NaN for a gap; pairs that one of is missing are left out
     * @return at least 1
     */
    static double factor(double[] detrended) {
        double[] ranks = ranks(detrended);
        double n = Arrays.stream(ranks).filter(rank -> !Double.isNaN(rank)).count();
        if (n < 4) {
            return 1;
        }
        double mean = Arrays.stream(ranks)
                .filter(rank -> !Double.isNaN(rank))
                .average()
                .orElseThrow();
        double squares = products(ranks, 0, mean);
        double sum = 0;
        for (int lag = 1; lag < n - 2 && squares > 0; lag++) {
            double correlation = products(ranks, lag, mean) / squares;
            if (Math.abs(correlation) > CRITICAL / Math.sqrt(n)) {
                sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
            }
        }
        return Math.max(1, 1 + 2 * sum / (n * (n - 1) * (n - 2)));
    }

    private static double products(double[] ranks, int lag, double mean) {
        double sum = 0;
        for (int t = lag; t < ranks.length; t++) {
            double product = (ranks[t] - mean) * (ranks[t - lag] - mean);
            sum += Double.isNaN(product) ? 0 : product;
        }
        return sum;
    }

    /** From 1 up; those of the same value share the mean of theirs. */
    private static double[] ranks(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return Arrays.stream(values).map(value -> rank(sorted, value)).toArray();
    }

    private static double rank(double[] sorted, double value) {
        if (Double.isNaN(value)) {
            return Double.NaN;
        }
        int found = Arrays.binarySearch(sorted, value);
        int first = found;
        while (first > 0 && sorted[first - 1] == value) {
            first--;
        }
        int last = found;
        while (last < sorted.length - 1 && sorted[last + 1] == value) {
            last++;
        }
        return (first + last) / 2.0 + 1;
    }
}
