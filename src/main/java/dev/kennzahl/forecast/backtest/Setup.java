package dev.kennzahl.forecast.backtest;

import java.util.List;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.series.AdjustedNaive;
import dev.kennzahl.forecast.series.ForecastMethod;
import dev.kennzahl.forecast.series.Methods;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * How a back-test is made.
 *
 * @param horizon how many steps ahead are judged from each origin
 * @param origins from how many moments forecasts are made
 * @param step how many steps lie between two of them
 * @param methods in no order that matters
 */
public record Setup(int horizon, int origins, int step, List<ForecastMethod> methods) {
    static final ForecastMethod BENCHMARK = new AdjustedNaive();

    private static final int MOST_ORIGINS = 100;

    /**
     * A setup that was checked.
     *
     * @param keys of the methods; none for all
     * @throws Problem {@code INVALID_VALUE} with the member at fault
     */
    public static Setup of(int horizon, int origins, int step, List<String> keys, ForecastConfig config) {
        between("horizon", horizon, config.maxHorizon());
        between("origins", origins, MOST_ORIGINS);
        between("step", step, config.maxHorizon());
        List<ForecastMethod> methods = keys.isEmpty()
                ? Methods.all()
                : keys.stream().distinct().map(Setup::method).toList();
        long size = (long) horizon * origins * methods.size();
        if (size > config.maxBacktestValues()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "origins",
                    "horizon × origins × methods is " + size + "; at most " + config.maxBacktestValues()
                            + " values of a series can be judged at once. Take fewer origins, methods or steps ahead.");
        }
        return new Setup(horizon, origins, step, methods);
    }

    private static ForecastMethod method(String key) {
        try {
            return Methods.get(key);
        } catch (Problem unknown) {
            throw new Problem(unknown.code(), "methods", "methods: " + unknown.detail());
        }
    }

    private static void between(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new Problem(ProblemCode.INVALID_VALUE, field, field + " must be from 1 to " + most + ".");
        }
    }
}
