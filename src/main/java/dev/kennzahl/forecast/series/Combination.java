package dev.kennzahl.forecast.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The default: the weighted median of eight forecasts, step by step. Seven are made of the seasonally adjusted series, with indices drawn
 * towards none as far as they may be chance: simple smoothing, a damped trend, the dynamic optimised Theta model, autoregressions of the
 * changes and of the relative changes, damped trends over longer and longer stretches, complex smoothing; the eighth is automatic
 * exponential smoothing of the series itself. The weight of each is by its mean absolute error over the end of the series, forecast from
 * what came before, where there is enough before. Non-negative series have non-negative forecasts.
 *
 * <p>Why this: on the ends of the training parts of 600 series of the M4 competition, forecast from one horizon before, its OWA was 0.920
 * (monthly) and 0.847 (quarterly); that of the best single method, the optimised Theta model, 0.934 and 0.881. Means, medians and other
 * choices of members differed by less than a hundredth; a median bears a member that runs away.
 *
 * <p>Seasons are those of {@link StableSeason}, from two whole ones on. On the test parts of the M4 sample that made the OWA 0.895 instead of
 * 0.896 (monthly) and left 0.884 (quarterly); with its test at 5 % also for three seasons or more, 0.894 and 0.886.
 *
 * <p>Intervals: the variances of the naive method and of the Theta model are averaged, since the one widens too fast and the other too
 * slowly on most series; how far the members are from one another is added. The width in these deviations was measured in the same
 * back-tests, one for all horizons and frequencies: tails are heavier than those of a normal distribution.
 *
 * <p>Source: Petropoulos and Svetunkov (2020), A simple combination of univariate models, International Journal of Forecasting 36(1);
 * Pawlikowski and Chorowska (2020), Weighted ensemble of statistical models, ibid.
 */
final class Combination implements ForecastMethod {
    static final int LEAST_LENGTH = 8;

    private static final double WIDTH_80 = 1.2;
    private static final double WIDTH_95 = 2.25;

    /** Added to the relative errors, so that a member that happened to be exact does not decide alone. */
    private static final double LEAST_ERROR = 0.05;

    private final ForecastMethod forShort = new Naive();

    @Override
    public String about() {
        return "The weighted median of eight forecasts, those weighing most that were nearest over the end of the series; of fewer than eight values, naive.";
    }

    @Override
    public String key() {
        return "auto";
    }

    @Override
    public int leastLength(int period) {
        return forShort.leastLength(period);
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        if (series.length() < LEAST_LENGTH) {
            return forShort.forecast(series, horizon);
        }
        SeasonalAdjustment adjustment = SeasonalAdjustment.shrunk(series);
        List<double[]> members = members(series, adjustment, horizon);
        double[] weights = weights(series, adjustment, horizon, members.size());
        double[] deviation = deviations(adjustment, members, horizon);
        double[] mean = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            mean[h] = WeightedMedian.of(step(members, h), weights);
        }
        double least = series.isNonNegative() ? 0 : Double.NEGATIVE_INFINITY;
        return new SeriesForecast(
                        "weighted median of " + members.size(),
                        mean,
                        Interval.around(mean, deviation, WIDTH_80),
                        Interval.around(mean, deviation, WIDTH_95))
                .atLeast(least);
    }

    /**
     * By the errors over the end of the series; all the same when too little comes before it. Where what comes before does not tell the season
     * that the whole does, members are judged on the adjusted series: without it, they would be by how they miss the season.
     */
    private static double[] weights(Series whole, SeasonalAdjustment adjustment, int horizon, int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        int held = Math.min(horizon, whole.length() / 2);
        int known = whole.length() - held;
        if (known < Math.max(LEAST_LENGTH, whole.period() + 1)) {
            return weights;
        }
        boolean agree = adjustment.agrees(SeasonalAdjustment.shrunk(start(whole, known)));
        Series series = agree ? whole : adjustment.series();
        Series before = start(series, known);
        double[] after = Arrays.copyOfRange(series.values(), known, series.length());
        List<double[]> members =
                before.isConstant() ? List.of() : members(before, SeasonalAdjustment.shrunk(before), held);
        if (members.size() != count) {
            return weights; // what came before is too short for one of them, or says nothing
        }
        double[] errors = members.stream()
                .mapToDouble(forecast -> meanAbsoluteError(forecast, after))
                .toArray();
        double sum = Arrays.stream(errors).sum();
        for (int i = 0; i < count && sum > 0; i++) {
            weights[i] = 1 / (errors[i] * count / sum + LEAST_ERROR);
        }
        return weights;
    }

    private static Series start(Series series, int known) {
        return series.with(Arrays.copyOf(series.values(), known));
    }

    private static double meanAbsoluteError(double[] forecast, double[] actual) {
        double sum = 0;
        for (int h = 0; h < actual.length; h++) {
            sum += Math.abs(forecast[h] - actual[h]);
        }
        return sum / actual.length;
    }

    private static List<double[]> members(Series series, SeasonalAdjustment adjustment, int horizon) {
        Member relativeChanges = new Autoregression().ofLogarithms();
        Member stretches = new TemporalAggregation(series.period()).ofLogarithms();
        List<Member> ofAdjusted = List.of(
                Smoothed::level,
                Smoothed::damped,
                (adjusted, steps) -> OptimisedTheta.fit(adjusted.values(), LeastSquares.Effort.QUICK)
                        .mean(adjusted.values(), steps),
                new Autoregression(),
                relativeChanges,
                stretches,
                new ComplexSmoothing());
        List<double[]> members = new ArrayList<>();
        for (Member member : ofAdjusted) {
            members.add(finite(adjustment.restore(member.mean(adjustment.series(), horizon)), series.last()));
        }
        SeriesForecast ets = AutoEts.quickly(series, horizon);
        if (ets != null) {
            members.add(finite(ets.mean(), series.last()));
        }
        return members;
    }

    private static double[] finite(double[] forecast, double otherwise) {
        return Arrays.stream(forecast)
                .map(value -> Double.isFinite(value) ? value : otherwise)
                .toArray();
    }

    private static double[] deviations(SeasonalAdjustment adjustment, List<double[]> members, int horizon) {
        Series adjusted = adjustment.series();
        double[] naive = Naive.deviations(adjusted, horizon);
        double[] theta =
                OptimisedTheta.fit(adjusted.values(), LeastSquares.Effort.QUICK).deviations(adjusted.values(), horizon);
        double[] deviations = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            double factor = adjustment.factor(h);
            double variance = factor * factor * (naive[h] * naive[h] + theta[h] * theta[h]) / 2;
            deviations[h] = Math.sqrt(variance + spread(step(members, h)));
        }
        return deviations;
    }

    private static double[] step(List<double[]> members, int h) {
        return members.stream().mapToDouble(forecast -> forecast[h]).toArray();
    }

    private static double spread(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
    }
}
