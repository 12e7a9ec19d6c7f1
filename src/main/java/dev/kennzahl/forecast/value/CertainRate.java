package dev.kennzahl.forecast.value;

import org.hipparchus.special.Gamma;

/**
 * The purchases ahead of a customer who is there still and whose rate is known well. How many there would be without dropping out, N, is
 * negative binomial with a narrow peak; of k such purchases so many are made, on average, as the probabilities of having stayed before each
 * add up to: Σ (b)ᵢ/(a+b)ᵢ over i &lt; k = (a + b − 1 − (b)ₖ/(a+b)ₖ₋₁)/(a − 1). The mean of that over N has no terms below zero, unlike the
 * series of the paper.
 *
 * @param shape of the rate's gamma distribution, given the history; some units at least
 * @param a the first parameter of the beta distribution of dropping out
 * @param b the second one, given the history
 */
record CertainRate(double shape, double a, double b) {
    private static final double SINGULAR = 1e-7;

    /** Beyond so many standard deviations nothing is left of the peak. */
    private static final int WIDTH = 15;

    /** With so many points in a standard deviation a sum over a smooth peak is as good as one over all numbers. */
    private static final int POINTS = 8;

    /** @param ahead the time ahead, in units of the rate of that gamma distribution */
    double purchases(double ahead) {
        double mean = shape * ahead;
        double deviation = Math.sqrt(mean * (1 + ahead));
        double stride = Math.max(1, Math.floor(deviation / POINTS));
        double first = Math.max(0, Math.floor(mean - WIDTH * deviation));
        double last = mean + WIDTH * deviation + WIDTH;
        double peak = logProbability(Math.floor(mean), ahead);
        double sum = 0;
        double weights = 0;
        for (double count = first; count <= last; count += stride) {
            double weight = Math.exp(logProbability(count, ahead) - peak);
            weights += weight;
            sum += weight * made(count);
        }
        return sum / weights;
    }

    /** But for a term that is the same for all counts. */
    private double logProbability(double count, double ahead) {
        return Gamma.logGamma(shape + count) - Gamma.logGamma(count + 1) - count * Math.log1p(1 / ahead);
    }

    private double made(double count) {
        if (count == 0) {
            return 0;
        }
        double safe = Math.abs(a - 1) < SINGULAR ? 1 + SINGULAR : a;
        double both = safe + b;
        double stayed =
                Gamma.logGamma(b + count) - Gamma.logGamma(b) - Gamma.logGamma(both + count - 1) + Gamma.logGamma(both);
        return (both - 1 - Math.exp(stayed)) / (safe - 1);
    }
}
