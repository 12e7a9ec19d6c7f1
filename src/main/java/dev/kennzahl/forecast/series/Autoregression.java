package dev.kennzahl.forecast.series;

/**
 * An autoregression of the changes around a drift, of the order that the corrected criterion of Akaike says, estimated after Yule and
 * Walker. The drift is taken the less seriously the less it stands out from chance: its estimate is shrunk by 1 − 1/t².
 *
 * <p>Source: Brockwell and Davis (2016), Introduction to Time Series and Forecasting, sections 5.1 and 5.5; shrinkage after James and Stein
 * (1961).
 */
final class Autoregression implements Member {
    private static final int LARGEST_ORDER = 5;
    private static final int VALUES_PER_ORDER = 6;

    @Override
    public double[] mean(Series series, int horizon) {
        double[] values = series.values();
        int changes = values.length - 1;
        double drift = (series.last() - values[0]) / changes;
        double[] errors = new double[changes];
        for (int t = 0; t < changes; t++) {
            errors[t] = values[t + 1] - values[t] - drift;
        }
        double[] covariances = covariances(errors, Math.min(LARGEST_ORDER, changes / VALUES_PER_ORDER));
        boolean isALine = covariances[0] <= Double.MIN_NORMAL;
        double[] weights = isALine ? new double[0] : weights(covariances, changes);
        double step = isALine ? drift : shrunk(drift, covariances[0] / (changes - 1));
        double[] mean = new double[horizon];
        double[] ahead = java.util.Arrays.copyOf(errors, changes + horizon);
        double level = series.last();
        for (int h = 0; h < horizon; h++) {
            for (int lag = 1; lag <= weights.length; lag++) {
                ahead[changes + h] += weights[lag - 1] * ahead[changes + h - lag];
            }
            level += step + ahead[changes + h];
            mean[h] = level;
        }
        return mean;
    }

    private static double shrunk(double drift, double variance) {
        return drift == 0 ? 0 : drift * Math.max(0, 1 - variance / (drift * drift));
    }

    private static double[] covariances(double[] errors, int largest) {
        double[] covariances = new double[largest + 1];
        for (int lag = 0; lag <= largest; lag++) {
            for (int t = lag; t < errors.length; t++) {
                covariances[lag] += errors[t] * errors[t - lag] / errors.length;
            }
        }
        return covariances;
    }

    /** The recursion of Levinson and Durbin, stopped nowhere; the best of all orders counts. */
    private static double[] weights(double[] covariances, int observations) {
        double[] weights = new double[0];
        double variance = covariances[0];
        double[] best = weights;
        double least = criterion(variance, 0, observations);
        for (int order = 1; order < covariances.length; order++) {
            double rest = covariances[order];
            for (int lag = 1; lag < order; lag++) {
                rest -= weights[lag - 1] * covariances[order - lag];
            }
            double reflection = rest / variance;
            double[] next = new double[order];
            for (int lag = 1; lag < order; lag++) {
                next[lag - 1] = weights[lag - 1] - reflection * weights[order - lag - 1];
            }
            next[order - 1] = reflection;
            weights = next;
            variance *= 1 - reflection * reflection;
            double criterion = criterion(variance, order, observations);
            if (criterion < least) {
                least = criterion;
                best = weights;
            }
        }
        return best;
    }

    private static double criterion(double variance, int order, int observations) {
        int k = order + 1;
        return observations * Math.log(variance) + 2.0 * k + 2.0 * k * (k + 1) / Math.max(1, observations - k - 1);
    }
}
