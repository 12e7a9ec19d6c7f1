package dev.kennzahl.forecast.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Automatic exponential smoothing: of the fifteen forms that are numerically sound, the one with the least corrected information
 * criterion of Akaike. Not among them are multiplicative trends, and additive errors with a multiplicative season.
 *
 * <p>Source: Hyndman, Koehler, Snyder and Grose (2002), International Journal of Forecasting 18(3); Hyndman, Koehler, Ord and Snyder (2008),
 * section 2.8 and chapter 15.
 */
final class AutoEts implements ForecastMethod {
    /** Longer seasons have more states than any usual series can tell; they are taken off before instead, as in R's forecast package. */
    static final int LONGEST_SEASON = 24;

    private static final int MAX_ITERATIONS = 25;

    /** So many forms are fitted with all their states, where the others keep the season that a decomposition gives. */
    private static final int FINALISTS = 2;

    private static final int MAX_FINAL_ITERATIONS = 50;
    private static final List<EtsForm> FORMS = forms();

    private final ForecastMethod forShort = new Naive();

    @Override
    public String key() {
        return "ets";
    }

    @Override
    public int leastLength(int period) {
        return forShort.leastLength(period);
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        EtsFit best = best(series);
        return best == null ? forShort.forecast(series, horizon) : EtsMethod.forecast(best, horizon);
    }

    /** @return null when the series is too short for any form */
    static @Nullable EtsFit best(Series series) {
        List<EtsFit> fits = new ArrayList<>();
        for (EtsForm form : FORMS) {
            Series seen = form.hasSeason() ? series : series.withoutSeason();
            if (EtsFit.isPossible(form, seen)) {
                fits.add(EtsFit.withGivenSeason(form, seen, MAX_ITERATIONS));
            }
        }
        return fits.stream()
                .sorted(Comparator.comparingDouble(EtsFit::aicc))
                .limit(FINALISTS)
                .map(fit -> fit.improved(fit.form().hasSeason() ? series : series.withoutSeason(), MAX_FINAL_ITERATIONS))
                .min(Comparator.comparingDouble(EtsFit::aicc))
                .orElse(null);
    }

    private static List<EtsForm> forms() {
        List<EtsForm> forms = new ArrayList<>();
        for (EtsForm.Season season : EtsForm.Season.values()) {
            for (EtsForm.Trend trend : EtsForm.Trend.values()) {
                if (season != EtsForm.Season.MULTIPLICATIVE) {
                    forms.add(new EtsForm(false, trend, season));
                }
                forms.add(new EtsForm(true, trend, season));
            }
        }
        return List.copyOf(forms);
    }
}
