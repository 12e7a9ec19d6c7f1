package dev.kennzahl.forecast.series;

import java.util.Arrays;

/** Exponential smoothing inside a combination: fitted to fewer digits than by name, and the last value goes on where there are too few. */
final class Smoothed {
    private static final EtsForm LEVEL = new EtsForm(false, EtsForm.Trend.NONE, EtsForm.Season.NONE);
    private static final EtsForm DAMPED = new EtsForm(false, EtsForm.Trend.DAMPED, EtsForm.Season.NONE);

    private Smoothed() {}

    static double[] level(Series series, int horizon) {
        return forecast(LEVEL, series, horizon);
    }

    static double[] damped(Series series, int horizon) {
        return forecast(DAMPED, series, horizon);
    }

    private static double[] forecast(EtsForm form, Series series, int horizon) {
        if (series.isConstant() || !EtsFit.isPossible(form, series)) {
            double[] last = new double[horizon];
            Arrays.fill(last, series.last());
            return last;
        }
        EtsFit fit = EtsFit.of(form, series, 1, LeastSquares.Effort.QUICK);
        return fit.state().forecast(form, fit.parameters().phi(), horizon);
    }
}
