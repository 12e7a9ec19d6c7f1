package dev.kennzahl.forecast.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The default: the weighted median of eight forecasts, each weighted by how well it forecast the end of the series from what came
 * before.
 */
final class Combination implements ForecastMethod {
    static final int LEAST_LENGTH = 8;
    private static final double BEYOND_ALL_REASON = 50;

    @Override
    public String key() {
        return "auto";
    }

    @Override
    public int leastLength(int period) {
        return 2;
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        if (series.length() < LEAST_LENGTH) {
            return new Naive().forecast(series, horizon);
        }
        List<double[]> all = members(series, horizon);
        double[] weights = weights(series, horizon, all.size());
        double[] mean = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            int step = h;
            mean[h] = WeightedMedian.of(all.stream().mapToDouble(f -> f[step]).toArray(), weights);
        }
        if (Arrays.stream(series.values()).min().orElseThrow() >= 0) {
            for (int h = 0; h < horizon; h++) mean[h] = Math.max(0, mean[h]);
        }
        return SeriesForecast.normal("combination", mean, new double[horizon]);
    }

    private static double[] weights(Series series, int horizon, int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1);
        int held = Math.min(horizon, series.length() / 2);
        int known = series.length() - held;
        if (known < Math.max(LEAST_LENGTH, series.period() + 1)) {
            return weights;
        }
        Series early = series.with(Arrays.copyOf(series.values(), known));
        if (early.isConstant()) {
            return weights;
        }
        List<double[]> all = members(early, held);
        if (all.size() != count) return weights;
        double[] errors = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int h = 0; h < held; h++) {
                errors[i] += Math.abs(all.get(i)[h] - series.values()[known + h]);
            }
            sum += errors[i] / count;
        }
        for (int i = 0; i < count; i++) {
            weights[i] = sum == 0 ? 1 : 1 / (errors[i] / sum + 0.05);
        }
        return weights;
    }

    static List<double[]> members(Series series, int horizon) {
        SeasonalAdjustment adjustment = SeasonalAdjustment.shrunk(series);
        Series adjusted = adjustment.series();
        boolean positive = adjusted.isPositive();
        Series logs = positive ? adjusted.with(Arrays.stream(adjusted.values()).map(Math::log).toArray()) : adjusted;
        UnaryOperator<double[]> back = positive ? f -> Arrays.stream(f).map(v -> Math.exp(Math.min(v, BEYOND_ALL_REASON))).toArray() : f -> f;
        List<double[]> all = new ArrayList<>();
        all.add(adjustment.restore(Smoothed.level(adjusted, horizon)));
        all.add(adjustment.restore(OptimisedTheta.fit(adjusted.values()).forecast(adjusted.values(), horizon).mean()));
        all.add(adjustment.restore(Smoothed.damped(adjusted, horizon)));
        all.add(adjustment.restore(new Autoregression().mean(adjusted, horizon)));
        all.add(adjustment.restore(back.apply(new Autoregression().mean(logs, horizon))));
        all.add(adjustment.restore(back.apply(new TemporalAggregation(series.period()).mean(logs, horizon))));
        all.add(adjustment.restore(new ComplexSmoothing().mean(adjusted, horizon)));
        EtsFit ets = AutoEts.best(series);
        if (ets != null) all.add(ets.state().forecast(ets.form(), ets.parameters().phi(), horizon));
        return all;
    }
}
