package dev.kennzahl.forecast.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A form of exponential smoothing fitted to a series: smoothing parameters and first state of the greatest likelihood.
 *
 * @param fitted the one-step forecasts
 * @param variance of the errors, relative ones where the form has multiplicative errors; freed of the parameters that were estimated
 * @param aicc the corrected information criterion of Akaike, up to a constant that all forms of a series have in common
 */
record EtsFit(EtsForm form, EtsParameters parameters, EtsState state, double[] fitted, double variance, double aicc) {
    private static final double[] ALPHAS = {0.05, 0.2, 0.5, 0.9};
    private static final double[] BETA_SHARES = {0.02, 0.3};
    private static final double[] GAMMA_SHARES = {0.05, 0.4, 0.9};
    private static final double PHI = 0.95;

    /** The sum of squares at which a series counts as fitted without error; series are scaled to about 1. */
    private static final double EXACT = 1e-20;

    /** Whether there are enough observations to estimate all parameters and to compare them by {@link #aicc}. */
    static boolean isPossible(EtsForm form, Series series) {
        int n = series.length();
        return n > form.parameters(series.period()) + 2
                && (!form.hasSeason() || series.period() > 1 && n >= 2 * series.period())
                && (!form.needsPositiveValues() || series.isPositive());
    }

    /** @param starts from how many of the promising starts the search is made */
    static EtsFit of(EtsForm form, Series series, int starts, LeastSquares.Effort effort) {
        EtsParameters first = FirstState.of(form, series);
        List<EtsParameters> rare = effort == LeastSquares.Effort.FULL ? RareStarts.of(form, first, series) : List.of();
        return search(form, series, first, new EtsSpace(form, series.period(), null), starts, rare, effort);
    }

    /** A quicker search that leaves the first states of the season as the decomposition of the series gives them. */
    static EtsFit withGivenSeason(EtsForm form, Series series, LeastSquares.Effort effort) {
        EtsParameters first = FirstState.of(form, series);
        EtsSpace space = new EtsSpace(form, series.period(), form.hasSeason() ? first.season() : null);
        return search(form, series, first, space, 1, List.of(), effort);
    }

    /** Goes on from this fit with all that can be estimated. */
    EtsFit improved(Series series, LeastSquares.Effort effort) {
        EtsSpace space = new EtsSpace(form, series.period(), null);
        double[] values = series.values();
        LeastSquares.Found found = LeastSquares.minimise(
                (point, at) -> errors(form, space.toParameters(point), values, at),
                values.length,
                space.toPoint(parameters),
                effort);
        return of(form, space.toParameters(found.point()), values, found.cost());
    }

    private static EtsFit search(
            EtsForm form,
            Series series,
            EtsParameters first,
            EtsSpace space,
            int starts,
            List<EtsParameters> rare,
            LeastSquares.Effort effort) {
        double[] values = series.values();
        LeastSquares.Errors errors = (point, at) -> errors(form, space.toParameters(point), values, at);
        LeastSquares.Found best = Stream.concat(
                        starts(form, first, space, errors, values.length, starts).stream(),
                        rare.stream().map(space::toPoint))
                .map(start -> LeastSquares.minimise(errors, values.length, start, effort))
                .min(Comparator.comparingDouble(LeastSquares.Found::cost))
                .orElseThrow();
        return of(form, space.toParameters(best.point()), values, best.cost());
    }

    private static EtsFit of(EtsForm form, EtsParameters parameters, double[] values, double cost) {
        int n = values.length;
        double[] fitted = new double[n];
        EtsState state = EtsFilter.run(form, parameters, values, fitted);
        double sum = 0;
        for (int t = 0; t < n; t++) {
            double error = form.multiplicativeError() ? (values[t] - fitted[t]) / fitted[t] : values[t] - fitted[t];
            sum += error * error;
        }
        int estimated = form.parameters(parameters.season().length);
        int k = estimated + 1; // the variance is estimated as well
        double aicc = n * Math.log(Math.max(cost, EXACT)) + 2.0 * k + 2.0 * k * (k + 1) / (n - k - 1);
        return new EtsFit(form, parameters, state, fitted, sum / (n - estimated), aicc);
    }

    /**
     * What maximum likelihood makes least, as a sum of squares. With multiplicative errors −2 log L is, up to a constant,
     * n log Σ(e/ŷ)² + 2 Σ log|ŷ|, which is n log Σ(G e/ŷ)² with G the geometric mean of the forecasts ŷ.
     */
    private static void errors(EtsForm form, EtsParameters parameters, double[] values, double[] at) {
        EtsFilter.run(form, parameters, values, at);
        double logs = 0;
        for (int t = 0; t < values.length; t++) {
            double forecast = at[t];
            double error = values[t] - forecast;
            if (form.multiplicativeError()) {
                logs += Math.log(forecast);
                error /= forecast;
            }
            at[t] = error;
        }
        if (form.multiplicativeError()) {
            double mean = Math.exp(logs / values.length);
            for (int t = 0; t < values.length; t++) {
                at[t] *= mean;
            }
        }
    }

    private static List<double[]> starts(
            EtsForm form, EtsParameters first, EtsSpace space, LeastSquares.Errors errors, int length, int count) {
        record Start(double[] point, double cost) {}
        List<Start> starts = new ArrayList<>();
        for (double alpha : ALPHAS) {
            for (double beta : form.hasTrend() ? BETA_SHARES : new double[] {0}) {
                for (double gamma : form.hasSeason() ? GAMMA_SHARES : new double[] {0}) {
                    double[] point = space.toPoint(new EtsParameters(
                            alpha,
                            alpha * beta,
                            (1 - alpha) * gamma,
                            PHI,
                            first.level(),
                            first.slope(),
                            first.season()));
                    starts.add(new Start(point, LeastSquares.cost(errors, length, point)));
                }
            }
        }
        return starts.stream()
                .sorted(Comparator.comparingDouble(Start::cost))
                .limit(count)
                .map(Start::point)
                .toList();
    }
}
