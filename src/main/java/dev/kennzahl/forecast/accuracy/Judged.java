package dev.kennzahl.forecast.accuracy;

/**
 * Point forecasts and what came.
 *
 * @param actual what came, one value or more
 * @param forecast what was forecast, as many values
 * @param scale the mean absolute change from season to season in the history before ({@link #scale}); NaN when there is none
 */
public record Judged(double[] actual, double[] forecast, double scale) {
    public Judged {
        if (actual.length == 0 || actual.length != forecast.length) {
            throw new IllegalArgumentException("a forecast is judged by as many actual values, at least one");
        }
    }

    /**
     * The mean of |y_t − y_{t−m}| over a history, the divisor of MASE.
     *
     * @return NaN when the history has no value a season after another
     */
    public static double scale(double[] history, int period) {
        double sum = 0;
        for (int t = period; t < history.length; t++) {
            sum += Math.abs(history[t] - history[t - period]);
        }
        return history.length > period ? sum / (history.length - period) : Double.NaN;
    }

    double error(int i) {
        return forecast[i] - actual[i];
    }
}
