package dev.kennzahl.forecast.series;

/** Forecasts by one fixed form of exponential smoothing; the named methods say which. */
abstract class EtsMethod implements ForecastMethod {

    private static final int STARTS = 8;
    private static final int STARTS_WITH_SEASON = 5;

    private final String key;
    private final String about;
    private final EtsForm form;

    EtsMethod(String key, String about, EtsForm form) {
        this.key = key;
        this.about = about;
        this.form = form;
    }

    @Override
    public final String key() {
        return key;
    }

    @Override
    public final String about() {
        return about;
    }

    @Override
    public final int leastLength(int period) {
        int estimated = form.parameters(period) + 3;
        return form.hasSeason() ? Math.max(2 * period, estimated) : estimated;
    }

    @Override
    public final boolean needsPositiveValues() {
        return form.needsPositiveValues();
    }

    @Override
    public final boolean needsSeason() {
        return form.hasSeason();
    }

    @Override
    public final SeriesForecast forecast(Series series, int horizon) {
        return forecast(fit(series), horizon);
    }

    final EtsFit fit(Series series) {
        return form.hasSeason()
                ? EtsFit.of(form, series, STARTS_WITH_SEASON, LeastSquares.Effort.FULL)
                : EtsFit.of(form, series.withoutSeason(), STARTS, LeastSquares.Effort.FULL);
    }

    static SeriesForecast forecast(EtsFit fit, int horizon) {
        double[] mean = fit.state().forecast(fit.form(), fit.parameters().phi(), horizon);
        return SeriesForecast.normal(fit.form().toString(), mean, EtsVariance.deviations(fit, mean));
    }
}
