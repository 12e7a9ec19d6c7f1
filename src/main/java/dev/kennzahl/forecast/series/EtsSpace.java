package dev.kennzahl.forecast.series;

import org.jspecify.annotations.Nullable;

/**
 * Turns the parameters of a form into numbers without bounds and back, so that a search for the least sum of squares cannot leave
 * what is allowed: the region that the forecast package of R calls usual, 0 &lt; β &lt; α &lt; 1, 0 &lt; γ &lt; 1 − α, 0.8 ≤ φ ≤ 0.98.
 */
final class EtsSpace {
    private static final double LEAST = 1e-4;
    private static final double LEAST_PHI = 0.8;
    private static final double MOST_PHI = 0.98;

    private final EtsForm form;
    private final int period;
    private final double @Nullable [] fixedSeason;

    /** @param fixedSeason the states of the season when they are not to be searched for */
    EtsSpace(EtsForm form, int period, double @Nullable [] fixedSeason) {
        this.form = form;
        this.period = period;
        this.fixedSeason = fixedSeason;
    }

    double[] toPoint(EtsParameters parameters) {
        double alpha = parameters.alpha();
        boolean searchesSeason = form.hasSeason() && fixedSeason == null;
        double[] point = new double[form.parameters(searchesSeason ? period : 1)];
        int i = 0;
        point[i++] = free((alpha - LEAST) / (1 - 2 * LEAST));
        if (form.hasTrend()) {
            point[i++] = free((parameters.beta() - LEAST) / (alpha - LEAST));
        }
        if (form.hasSeason()) {
            point[i++] = free((parameters.gamma() - LEAST) / (1 - alpha - LEAST));
        }
        if (form.isDamped()) {
            point[i++] = free((parameters.phi() - LEAST_PHI) / (MOST_PHI - LEAST_PHI));
        }
        point[i++] = parameters.level();
        if (form.hasTrend()) {
            point[i++] = parameters.slope();
        }
        if (searchesSeason) {
            System.arraycopy(parameters.season(), 0, point, i, period - 1);
        }
        return point;
    }

    EtsParameters toParameters(double[] point) {
        int i = 0;
        double alpha = LEAST + (1 - 2 * LEAST) * bounded(point[i++]);
        double beta = form.hasTrend() ? LEAST + Math.max(0, alpha - LEAST) * bounded(point[i++]) : 0;
        double gamma = form.hasSeason() ? LEAST + Math.max(0, 1 - alpha - LEAST) * bounded(point[i++]) : 0;
        double phi = form.isDamped() ? LEAST_PHI + (MOST_PHI - LEAST_PHI) * bounded(point[i++]) : 1;
        double level = point[i++];
        double slope = form.hasTrend() ? point[i++] : 0;
        return new EtsParameters(alpha, beta, gamma, phi, level, slope, season(point, i));
    }

    /** The last state follows from the others: they add up to zero, or have the mean one. */
    private double[] season(double[] point, int from) {
        if (fixedSeason != null || !form.hasSeason()) {
            return fixedSeason == null ? new double[0] : fixedSeason;
        }
        double[] season = new double[period];
        double rest = form.season() == EtsForm.Season.MULTIPLICATIVE ? period : 0;
        for (int s = 0; s < period - 1; s++) {
            season[s] = point[from + s];
            rest -= season[s];
        }
        season[period - 1] = rest;
        return season;
    }

    private static double bounded(double free) {
        return (1 + Math.sin(free)) / 2;
    }

    private static double free(double share) {
        return Math.asin(2 * Math.min(0.999, Math.max(0.001, share)) - 1);
    }
}
