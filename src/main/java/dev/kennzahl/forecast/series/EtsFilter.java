package dev.kennzahl.forecast.series;

/**
 * Runs a form of exponential smoothing over a series. The state equations are the same for additive and multiplicative errors
 * once the error is written in the unit of the series; only the likelihood differs.
 */
final class EtsFilter {
    private EtsFilter() {}

    /**
     * @param fitted takes the one-step forecasts; not finite from where a form that needs positive values leaves them
     * @return the state after the last observation
     */
    static EtsState run(EtsForm form, EtsParameters parameters, double[] values, double[] fitted) {
        double[] season = parameters.season().clone();
        double level = parameters.level();
        double slope = parameters.slope();
        double alpha = parameters.alpha();
        double beta = parameters.beta();
        double gamma = parameters.gamma();
        double phi = parameters.phi();
        int period = season.length;
        int at = 0;
        for (int t = 0; t < values.length; t++) {
            double base = level + phi * slope;
            double now = period == 0 ? 0 : season[at];
            double forecast =
                    switch (form.season()) {
                        case NONE -> base;
                        case ADDITIVE -> base + now;
                        case MULTIPLICATIVE -> base * now;
                    };
            if (form.needsPositiveValues() && !(forecast > 0 && base > 0)) {
                java.util.Arrays.fill(fitted, t, fitted.length, Double.NaN);
                break;
            }
            fitted[t] = forecast;
            double error = values[t] - forecast;
            double perLevel = form.season() == EtsForm.Season.MULTIPLICATIVE ? error / now : error;
            level = base + alpha * perLevel;
            slope = phi * slope + beta * perLevel;
            if (period > 0) {
                season[at] = now + gamma * (form.season() == EtsForm.Season.MULTIPLICATIVE ? error / base : error);
                at = at + 1 == period ? 0 : at + 1;
            }
        }
        return new EtsState(level, slope, startingAt(season, at));
    }

    private static double[] startingAt(double[] season, int at) {
        double[] turned = new double[season.length];
        for (int i = 0; i < season.length; i++) {
            turned[i] = season[(at + i) % season.length];
        }
        return turned;
    }
}
