package dev.kennzahl.forecast.series;

/**
 * The state after the last observation.
 *
 * @param season one state per season, that of the next observation first; empty without a season
 */
record EtsState(double level, double slope, double[] season) {
    /** The point forecasts: what follows when no further error comes. */
    double[] forecast(EtsForm form, double phi, int horizon) {
        double[] mean = new double[horizon];
        double trend = 0;
        double damping = 1;
        for (int h = 0; h < horizon; h++) {
            damping *= phi;
            trend += damping * slope;
            double value = form.hasTrend() ? level + trend : level;
            mean[h] = switch (form.season()) {
                case NONE -> value;
                case ADDITIVE -> value + season[h % season.length];
                case MULTIPLICATIVE -> value * season[h % season.length];
            };
        }
        return mean;
    }
}
