package dev.kennzahl.forecast.series;

/**
 * The variance of what exponential smoothing forecasts, h steps ahead.
 *
 * <p>Source: Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, chapter 6: exact for additive errors
 * (class 1) and for multiplicative errors without a multiplicative season (class 2); with one (class 3) the approximation of section 6.4.
 */
final class EtsVariance {
    private EtsVariance() {}

    static double[] deviations(EtsFit fit, double[] mean) {
        EtsForm form = fit.form();
        double[] variance = form.multiplicativeError() ? multiplicative(fit, mean) : additive(fit, mean.length);
        for (int h = 0; h < variance.length; h++) {
            variance[h] = Math.sqrt(variance[h]);
        }
        return variance;
    }

    private static double[] additive(EtsFit fit, int horizon) {
        double[] effects = effects(fit, horizon);
        double[] variance = new double[horizon];
        double sum = 1;
        for (int h = 1; h <= horizon; h++) {
            variance[h - 1] = fit.variance() * sum;
            sum += effects[h] * effects[h];
        }
        return variance;
    }

    private static double[] multiplicative(EtsFit fit, double[] mean) {
        int horizon = mean.length;
        boolean seasonMultiplies = fit.form().season() == EtsForm.Season.MULTIPLICATIVE;
        double[] season = fit.state().season();
        double gamma = fit.parameters().gamma();
        double[] effects = effects(fit, horizon);
        double[] squares = new double[horizon + 1];
        double[] variance = new double[horizon];
        for (int h = 1; h <= horizon; h++) {
            double index = seasonMultiplies ? season[(h - 1) % season.length] : 1;
            double base = mean[h - 1] / index;
            double square = base * base;
            for (int j = 1; j < h; j++) {
                square += fit.variance() * effects[j] * effects[j] * squares[h - j];
            }
            squares[h] = square;
            double seasonErrors =
                    seasonMultiplies ? Math.pow(1 + gamma * gamma * fit.variance(), (h - 1) / season.length) : 1;
            variance[h - 1] = index * index * (square * (1 + fit.variance()) * seasonErrors - base * base);
        }
        return variance;
    }

    /** What an error of one does to the forecast j steps after it, from j = 1 on; without the part of a season that multiplies. */
    private static double[] effects(EtsFit fit, int horizon) {
        EtsParameters p = fit.parameters();
        double[] effects = new double[horizon + 1];
        double damping = 1;
        double slopes = 0;
        for (int j = 1; j <= horizon; j++) {
            damping *= p.phi();
            slopes += damping;
            effects[j] = p.alpha() + p.beta() * slopes;
            if (fit.form().season() == EtsForm.Season.ADDITIVE && j % p.season().length == 0) {
                effects[j] += p.gamma();
            }
        }
        return effects;
    }
}
