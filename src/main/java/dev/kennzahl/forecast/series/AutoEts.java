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

    /** So many forms are fitted with all their states, where the others keep the season that a decomposition gives. */
    private static final int QUICK_FINALISTS = 1;

    private static final int THOROUGH_FINALISTS = 2;
    private static final int THOROUGH_STARTS = 3;
    private static final List<EtsForm> FORMS = forms();

    private final ForecastMethod forShort = new Naive();

    @Override
    public String about() {
        return "The form of exponential smoothing with the least AICc, with or without trend and season.";
    }

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
        SeriesForecast found = find(series, horizon, true);
        return found == null ? forShort.forecast(series, horizon) : found;
    }

    /**
     * For combinations, in a tenth of the time: to fewer digits, and among the forms with a season or those without, whichever the series
     * looks like.
     *
     * @return null when the series is too short for any form
     */
    static @Nullable SeriesForecast quickly(Series series, int horizon) {
        return find(series, horizon, false);
    }

    /** @return null when the series is too short for any form */
    private static @Nullable SeriesForecast find(Series series, int horizon, boolean thorough) {
        if (series.period() <= LONGEST_SEASON) {
            EtsFit best = best(series, thorough);
            return best == null ? null : EtsMethod.forecast(best, horizon);
        }
        SeasonalAdjustment adjustment = thorough ? SeasonalAdjustment.of(series) : SeasonalAdjustment.shrunk(series);
        EtsFit best = best(adjustment.series(), thorough);
        return best == null ? null : adjustment.restore(EtsMethod.forecast(best, horizon));
    }

    /** All forms are fitted with the season that a decomposition gives, and the most promising ones with all that can be estimated. */
    private static @Nullable EtsFit best(Series series, boolean thorough) {
        List<EtsFit> fits = new ArrayList<>();
        boolean hasLikelySeason = StableSeason.isLikely(series);
        for (EtsForm form : FORMS) {
            boolean isLikely = thorough || form.hasSeason() == hasLikelySeason;
            if (isLikely && EtsFit.isPossible(form, seen(form, series))) {
                fits.add(EtsFit.withGivenSeason(form, seen(form, series), LeastSquares.Effort.QUICK));
            }
        }
        return fits.stream()
                .sorted(Comparator.comparingDouble(EtsFit::aicc))
                .limit(thorough ? THOROUGH_FINALISTS : QUICK_FINALISTS)
                .map(fit -> thorough
                        ? EtsFit.of(fit.form(), seen(fit.form(), series), THOROUGH_STARTS, LeastSquares.Effort.FULL)
                        : fit.improved(seen(fit.form(), series), LeastSquares.Effort.QUICK))
                .min(Comparator.comparingDouble(EtsFit::aicc))
                .orElse(null);
    }

    private static Series seen(EtsForm form, Series series) {
        return form.hasSeason() ? series : series.withoutSeason();
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
