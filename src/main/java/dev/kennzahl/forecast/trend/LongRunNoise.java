package dev.kennzahl.forecast.trend;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The variance of what is beside lines, as it counts for means of stretches: where values resemble those before them, stretches lie further
 * off by chance than the single values say, as if these varied (1 + φ) ÷ (1 − φ) times as much, φ the correlation of neighbours.
 *
 * <p>All is taken of differences, of which a change touches one or two. The variance: of second differences, by their median size. φ: of a
 * first-order autoregression the differences over two steps have 1 + φ times the variance of those over one; differences far off are
 * left out. It counts where it stands out, and up to {@value #LARGEST}: beyond, an estimate of few values would hide every change.
 *
 * <p>Source: Lavielle and Moulines (2000), Least-squares estimation of an unknown number of shifts in a time series, Journal of Time Series
 * Analysis 21(1), for penalties by the long-run variance; Romano, Rigaill, Runge and Fearnhead (2022), Journal of the American Statistical
 * Association 117(540), for estimates by differences over several steps.
 */
final class LongRunNoise {
    /** Of a normal distribution, the deviation ÷ the median size. */
    private static final double DEVIATIONS = 1.4826;

    private static final double FAR_OFF = 2.5;
    private static final double LARGEST = 0.6;

    /** Of n values without correlation one in eight to ten has an estimate of more than this ÷ √n. */
    private static final double STANDS_OUT = 2;

    private static final int FEWEST = 8;

    private LongRunNoise() {}

    static double of(double[] values) {
        if (values.length < 3) {
            return 0;
        }
        double[] bends = IntStream.range(2, values.length)
                .mapToDouble(t -> values[t] - 2 * values[t - 1] + values[t - 2])
                .toArray();
        double deviation = DEVIATIONS * medianSize(bends);
        double variance = deviation > 0
                ? deviation * deviation
                : Arrays.stream(bends).map(bend -> bend * bend).average().orElseThrow();
        double phi = correlation(values);
        // of a second difference the variance is 6 − 8 φ + 2 φ² times that of a value
        return variance / (2 * (1 - phi) * (3 - phi)) * (1 + phi) / (1 - phi);
    }

    private static double correlation(double[] values) {
        double one = values.length < FEWEST ? 0 : variance(values, 1);
        if (one == 0) {
            return 0;
        }
        double phi = variance(values, 2) / one - 1;
        return phi > STANDS_OUT / Math.sqrt(values.length) ? Math.min(LARGEST, phi) : 0;
    }

    /** Of differences over so many steps around their median, without those far off. */
    private static double variance(double[] values, int steps) {
        double[] differences = IntStream.range(steps, values.length)
                .mapToDouble(t -> values[t] - values[t - steps])
                .toArray();
        double middle = Medians.of(differences);
        double[] beside =
                Arrays.stream(differences).map(value -> value - middle).toArray();
        double most = FAR_OFF * DEVIATIONS * medianSize(beside);
        return Arrays.stream(beside)
                .filter(value -> Math.abs(value) <= most)
                .map(value -> value * value)
                .average()
                .orElse(0);
    }

    private static double medianSize(double[] values) {
        return Medians.of(Arrays.stream(values).map(Math::abs).toArray());
    }
}
