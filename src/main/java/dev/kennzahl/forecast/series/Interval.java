package dev.kennzahl.forecast.series;

import java.util.Arrays;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Prediction intervals of one probability, one for each step ahead.
 *
 * @param low the lower ends
 * @param high the upper ends
 */
public record Interval(double[] low, double[] high) {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** Of normally distributed errors around the mean. */
    static Interval normal(double probability, double[] mean, double[] deviation) {
        return around(mean, deviation, NORMAL.inverseCumulativeProbability((1 + probability) / 2));
    }

    /** @param width to each side, in deviations */
    static Interval around(double[] mean, double[] deviation, double width) {
        double[] low = new double[mean.length];
        double[] high = new double[mean.length];
        for (int h = 0; h < mean.length; h++) {
            low[h] = mean[h] - width * deviation[h];
            high[h] = mean[h] + width * deviation[h];
        }
        return new Interval(low, high);
    }

    Interval from(int step) {
        return new Interval(Arrays.copyOfRange(low, step, low.length), Arrays.copyOfRange(high, step, high.length));
    }
}
