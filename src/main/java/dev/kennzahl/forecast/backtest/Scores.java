package dev.kennzahl.forecast.backtest;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

import dev.kennzahl.forecast.accuracy.ErrorMeasure;

/**
 * How good forecasts were, by all measures.
 *
 * @param count of how many values
 * @param errors empty where a measure is not defined
 * @param owa empty where it is not defined
 * @param pinball by level
 * @param benchmarkSmape the sMAPE of the method that others are compared with, on the same values
 * @param benchmarkMase its MASE
 * @param within80 the share of values within the intervals of 80 %
 * @param within95 the share of values within those of 95 %
 */
public record Scores(
        int count,
        Map<ErrorMeasure, OptionalDouble> errors,
        OptionalDouble owa,
        Map<Double, Double> pinball,
        double benchmarkSmape,
        OptionalDouble benchmarkMase,
        double within80,
        double within95) {

    /** One that orders methods by what is defined of it: OWA, else MASE, else MAE; the best is the least. */
    double rank() {
        OptionalDouble mase = error(ErrorMeasure.MASE);
        return owa.isPresent()
                ? owa.getAsDouble()
                : mase.orElseGet(() -> error(ErrorMeasure.MAE).orElse(Double.POSITIVE_INFINITY));
    }

    /** By one measure of the error of points. */
    public OptionalDouble error(ErrorMeasure measure) {
        return errors.getOrDefault(measure, OptionalDouble.empty());
    }

    /** Those of values that were judged. @param points one at least */
    static Scores of(JudgedPoints points) {
        Map<ErrorMeasure, OptionalDouble> errors = new EnumMap<>(ErrorMeasure.class);
        Arrays.stream(ErrorMeasure.values()).forEach(measure -> errors.put(measure, points.error(measure)));
        return new Scores(
                points.count(),
                errors,
                points.owa(),
                points.pinball(),
                points.benchmarkSmape(),
                points.benchmarkMase(),
                points.within80(),
                points.within95());
    }
}
