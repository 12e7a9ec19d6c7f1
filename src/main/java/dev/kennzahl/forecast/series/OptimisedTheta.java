package dev.kennzahl.forecast.series;

/**
 * The dynamic optimised Theta model (DOTM): how strongly the distances from the line are stretched is estimated, and the line
 * follows the values; on the seasonally adjusted series where a season is evident. Intervals: of
 * normal errors, exact for given parameters since the model is linear.
 *
 * <p>Source: Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler (2016), International Journal of Forecasting 32(4); as in their R
 * package forecTheta the first two errors do not count, and 0.1 ≤ α ≤ 0.99.
 */
final class OptimisedTheta implements ForecastMethod {
    private static final double[] ALPHAS = {0.2, 0.5, 0.9};
    private static final double[] LINE_SHARES = {0.2, 0.5, 0.8};

    @Override
    public String about() {
        return "The same with the weight of the trend found by fit, step by step.";
    }

    @Override
    public String key() {
        return "optimised_theta";
    }

    @Override
    public int leastLength(int period) {
        return 7;
    }

    @Override
    public SeriesForecast forecast(Series series, int horizon) {
        SeasonalAdjustment adjustment = SeasonalAdjustment.of(series);
        double[] values = adjustment.series().values();
        ThetaModel model = fit(values, LeastSquares.Effort.FULL);
        return adjustment.restore(
                SeriesForecast.normal("DOTM", model.mean(values, horizon), model.deviations(values, horizon)));
    }

    static ThetaModel fit(double[] values, LeastSquares.Effort effort) {
        int counted = values.length - ThetaModel.UNCOUNTED;
        LeastSquares.Errors errors = (point, at) -> ThetaModel.at(point).errors(values, at);
        double[] start = {};
        double least = Double.POSITIVE_INFINITY;
        for (double alpha : ALPHAS) {
            for (double share : LINE_SHARES) {
                double[] point = new ThetaModel(values[0], alpha, share).toPoint();
                double cost = LeastSquares.cost(errors, counted, point);
                if (cost < least) {
                    least = cost;
                    start = point;
                }
            }
        }
        return ThetaModel.at(
                LeastSquares.minimise(errors, counted, start, effort).point());
    }
}
