package dev.kennzahl.forecast.series;

/**
 * The smoothing parameters of an {@link EtsForm} and its state before the first observation.
 *
 * @param beta of the slope, at most {@code alpha}; 0 without a trend
 * @param gamma of the season, at most {@code 1 - alpha}; 0 without a season
 * @param phi the damping, 1 for none
 * @param season one state per season, that of the first observation first; empty without a season
 */
record EtsParameters(
        double alpha, double beta, double gamma, double phi, double level, double slope, double[] season) {}
