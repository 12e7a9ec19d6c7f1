package dev.kennzahl.forecast.trend;

/**
 * Local regression of values at equal distances: at each place a mean or a straight line, weighted by the cubes of distances within a
 * window. Every tenth part of the window is computed and what lies between drawn straight, as its authors do.
 *
 * <p>Source: Cleveland and Devlin (1988), Journal of the American Statistical Association 83(403); Cleveland, Cleveland, McRae and Terpenning
 * (1990), section 2.3.
 *
 * @param window how many values the regression at one place reaches over
 * @param degree 0 for a mean, 1 for a line
 */
record Loess(int window, int degree) {
    private static final double NEARLY_ALL = 0.999;
    private static final double NEARLY_NONE = 0.001;

    /** The smoothed values, one for each. */
    double[] smooth(double[] values, double[] weights) {
        int n = values.length;
        if (n < 2) {
            return values.clone();
        }
        double[] smooth = new double[n];
        int jump = Math.min((window + 9) / 10, n - 1);
        int before = 0;
        for (int i = 0; i < n; i = i == n - 1 ? n : Math.min(i + jump, n - 1)) {
            double here = at(values, weights, i);
            smooth[i] = Double.isNaN(here) ? values[i] : here;
            for (int j = before + 1; j < i; j++) {
                smooth[j] = smooth[before] + (smooth[i] - smooth[before]) * (j - before) / (i - before);
            }
            before = i;
        }
        return smooth;
    }

    /**
     * The regression at one place, which may lie one step before the values or after them.
     *
     * @return NaN when no value within reach has any weight
     */
    double at(double[] values, double[] weights, int place) {
        int n = values.length;
        int left = Math.max(0, Math.min(place - (window - 1) / 2, n - window));
        int right = Math.min(n, left + window) - 1;
        double reach = Math.max(place - left, right - place) + (window > n ? (window - n) / 2 : 0);
        double[] share = new double[right - left + 1];
        double sum = 0;
        for (int j = left; j <= right; j++) {
            share[j - left] = weight(Math.abs(j - place), reach) * weights[j];
            sum += share[j - left];
        }
        if (sum <= 0) {
            return Double.NaN;
        }
        double mean = 0;
        for (int j = left; j <= right; j++) {
            share[j - left] /= sum;
            mean += share[j - left] * j;
        }
        double spread = 0;
        for (int j = left; j <= right; j++) {
            spread += share[j - left] * (j - mean) * (j - mean);
        }
        boolean isLine = degree > 0 && reach > 0 && Math.sqrt(spread) > NEARLY_NONE * (n - 1);
        double smooth = 0;
        for (int j = left; j <= right; j++) {
            double tilt = isLine ? 1 + (place - mean) / spread * (j - mean) : 1;
            smooth += share[j - left] * tilt * values[j];
        }
        return smooth;
    }

    private static double weight(double distance, double reach) {
        if (distance > NEARLY_ALL * reach) {
            return 0;
        }
        double part = distance / reach;
        return distance <= NEARLY_NONE * reach ? 1 : Math.pow(1 - part * part * part, 3);
    }
}
