package dev.kennzahl.forecast.trend;

import java.util.Arrays;

/**
 * The decomposition of a series into trend, season and remainder by local regression. The season may change slowly; single values far off
 * hardly count.
 *
 * <p>Source: Cleveland, Cleveland, McRae and Terpenning (1990), STL: A Seasonal-Trend Decomposition Procedure Based on Loess, Journal of
 * Official Statistics 6(1). Windows as the authors choose them; loops as in R with {@code robust = TRUE}: one inner, fifteen outer.
 */
final class Stl {
    private static final int OUTER_LOOPS = 15;
    private static final double SIXFOLD = 6;
    private static final double NEARLY_ALL = 0.999;
    private static final double NEARLY_NONE = 0.001;

    private final int period;
    private final Loess ofSeason;
    private final Loess ofTrend;
    private final Loess lowPass;
    private final int inner;
    private final int outer;

    /**
     * @param seasonWindow over how many seasons an index is smoothed, odd and at least 7; larger for seasons that change less
     * @param seasonDegree 0 or 1
     * @param robust whether values far off hardly count
     */
    Stl(int period, int seasonWindow, int seasonDegree, boolean robust) {
        this.period = period;
        ofSeason = new Loess(seasonWindow, seasonDegree);
        ofTrend = new Loess(odd((int) Math.ceil(1.5 * period / (1 - 1.5 / seasonWindow))), 1);
        lowPass = new Loess(odd(period), 1);
        inner = robust ? 1 : 2;
        outer = robust ? OUTER_LOOPS : 0;
    }

    /** @param values without gaps, of two periods at least */
    Decomposition decompose(double[] values) {
        int n = values.length;
        double[] trend = new double[n];
        double[] season = new double[n];
        double[] weights = new double[n];
        Arrays.fill(weights, 1);
        for (int round = 0; round <= outer; round++) {
            for (int i = 0; i < inner; i++) {
                season = season(minus(values, trend), weights);
                trend = ofTrend.smooth(minus(values, season), weights);
            }
            if (round < outer) {
                weights = weights(minus(minus(values, trend), season));
            }
        }
        return new Decomposition(trend, season, minus(minus(values, trend), season));
    }

    /** Each season's values are smoothed by themselves, a step beyond both ends; what of it is level and trend is taken out again. */
    private double[] season(double[] detrended, double[] weights) {
        int n = detrended.length;
        double[] raw = new double[n + 2 * period];
        for (int s = 0; s < period; s++) {
            double[] values = every(detrended, s);
            double[] own = every(weights, s);
            double[] smooth = ofSeason.smooth(values, own);
            int k = smooth.length;
            raw[s] = orElse(ofSeason.at(values, own, -1), smooth[0]);
            raw[s + (k + 1) * period] = orElse(ofSeason.at(values, own, k), smooth[k - 1]);
            for (int i = 0; i < k; i++) {
                raw[s + (i + 1) * period] = smooth[i];
            }
        }
        double[] averaged = movingAverage(movingAverage(movingAverage(raw, period), period), 3);
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return minus(Arrays.copyOfRange(raw, period, period + n), lowPass.smooth(averaged, ones));
    }

    private double[] every(double[] values, int first) {
        double[] some = new double[(values.length - 1 - first) / period + 1];
        for (int i = 0; i < some.length; i++) {
            some[i] = values[first + i * period];
        }
        return some;
    }

    /** Those of Tukey's biweight, out to six median sizes of the remainder. */
    private static double[] weights(double[] remainder) {
        double[] sizes = Arrays.stream(remainder).map(Math::abs).toArray();
        double reach = SIXFOLD * Medians.of(sizes);
        return Arrays.stream(sizes)
                .map(size -> size <= NEARLY_NONE * reach
                        ? 1
                        : size > NEARLY_ALL * reach ? 0 : Math.pow(1 - size / reach * size / reach, 2))
                .toArray();
    }

    private static double[] movingAverage(double[] values, int length) {
        double[] averages = new double[values.length - length + 1];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] - (i >= length ? values[i - length] : 0);
            if (i >= length - 1) {
                averages[i - length + 1] = sum / length;
            }
        }
        return averages;
    }

    private static double[] minus(double[] from, double[] what) {
        double[] rest = new double[from.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = from[i] - what[i];
        }
        return rest;
    }

    private static double orElse(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    private static int odd(int number) {
        return number % 2 == 0 ? number + 1 : number;
    }
}
