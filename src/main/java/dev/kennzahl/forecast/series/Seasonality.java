package dev.kennzahl.forecast.series;

/**
 * The seasonal indices of a series by classical decomposition, as {@code decompose} of R gives them.
 *
 * <p>Source: Makridakis, Wheelwright and Hyndman (1998), Forecasting, section 3/4; Hyndman and Athanasopoulos, Forecasting: Principles
 * and Practice, 3rd edition, section 3.4.
 *
 * @param multiplicative whether indices multiply (mean one) or add (sum zero)
 * @param indices one per season, that of the first observation first
 */
record Seasonality(boolean multiplicative, double[] indices) {
    /** The 90 % point of the normal distribution, two-sided, as the M4 competition rounded it. */
    private static final double CRITICAL = 1.645;

    private static final int PERIODS_TO_TEST = 3;

    static Seasonality multiplicative(Series series) {
        return of(series, true);
    }

    static Seasonality additive(Series series) {
        return of(series, false);
    }

    /**
     * Whether the autocorrelation at one period stands out, after the test of the M4 competition: |r_m| &gt; 1.645 √((1 + 2 Σ r_i²) / n), i
     * below m. Never with fewer than three periods.
     *
     * <p>Source: Makridakis, Spiliotis and Assimakopoulos (2020), International Journal of Forecasting 36(1), appendix A.
     */
    static boolean isEvident(Series series) {
        int period = series.period();
        double[] values = series.values();
        if (period < 2 || values.length < PERIODS_TO_TEST * period) {
            return false;
        }
        double squares = 1;
        for (int lag = 1; lag < period; lag++) {
            double r = Autocorrelation.of(values, lag);
            squares += 2 * r * r;
        }
        return Math.abs(Autocorrelation.of(values, period)) > CRITICAL * Math.sqrt(squares / values.length);
    }

    /** The series without its season. */
    double[] adjust(double[] values) {
        double[] adjusted = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            double index = indices[t % indices.length];
            adjusted[t] = multiplicative ? values[t] / index : values[t] - index;
        }
        return adjusted;
    }

    /** The series with its season again. */
    double[] restore(double[] adjusted) {
        double[] values = new double[adjusted.length];
        for (int t = 0; t < adjusted.length; t++) {
            values[t] = multiplicative ? adjusted[t] * index(t) : adjusted[t] + index(t);
        }
        return values;
    }

    /** The index of the observation with this number, counted from 0; also beyond the end of the series. */
    double index(int number) {
        return indices[number % indices.length];
    }

    /**
     * Indices drawn towards none, the more so the less they stand out from what is left beside trend and season.
     *
     * <p>Source: Miller and Williams (2003), Shrinkage estimators of time series seasonal factors, International Journal of Forecasting 19(4),
     * the estimator of James and Stein.
     */
    Seasonality shrunk(Series series) {
        double[] values = series.values();
        int period = indices.length;
        double none = multiplicative ? 1 : 0;
        double noise = 0;
        int count = 0;
        for (int t = period / 2; t < values.length - period / 2; t++) {
            double trend = movingAverage(values, t, period);
            double rest = (multiplicative ? values[t] / trend : values[t] - trend) - index(t);
            noise += rest * rest;
            count++;
        }
        double swings = 0;
        for (double index : indices) {
            swings += (index - none) * (index - none);
        }
        int free = count - period;
        if (free < 1 || swings == 0) {
            return this;
        }
        double noiseOfAnIndex = noise / free / ((double) count / period);
        double share = Math.min(1, Math.max(0, (period - 3) * noiseOfAnIndex / swings));
        double[] drawn = new double[period];
        for (int s = 0; s < period; s++) {
            drawn[s] = share * none + (1 - share) * indices[s];
        }
        return new Seasonality(multiplicative, drawn);
    }

    private static Seasonality of(Series series, boolean multiplicative) {
        double[] values = series.values();
        int period = series.period();
        double[] sums = new double[period];
        int[] counts = new int[period];
        for (int t = period / 2; t < values.length - period / 2; t++) {
            double trend = movingAverage(values, t, period);
            sums[t % period] += multiplicative ? values[t] / trend : values[t] - trend;
            counts[t % period]++;
        }
        double total = 0;
        for (int s = 0; s < period; s++) {
            sums[s] /= counts[s];
            total += sums[s] / period;
        }
        for (int s = 0; s < period; s++) {
            sums[s] = multiplicative ? sums[s] / total : sums[s] - total;
        }
        return new Seasonality(multiplicative, sums);
    }

    /** Centred; over an even period the two outermost values count half. */
    private static double movingAverage(double[] values, int at, int period) {
        int half = period / 2;
        double sum = 0;
        for (int t = at - half; t <= at + half; t++) {
            boolean outermost = period % 2 == 0 && (t == at - half || t == at + half);
            sum += outermost ? values[t] / 2 : values[t];
        }
        return sum / period;
    }
}
