package dev.kennzahl.forecast.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Measures of the error of point forecasts, f forecast and y actual. Empty where a measure is not defined, never infinite. */
public enum ErrorMeasure {
    /** Signed: above zero for too high. */
    BIAS(
            "Σ (f − y) ÷ Σ y, above zero for too high",
            "Not defined when Σ y is zero; misleads when it is near zero, as with values of both signs. Errors of both signs cancel"
                    + " out, so that a small bias says nothing about accuracy.",
            Sources.HYNDMAN_KOEHLER) {
        @Override
        public OptionalDouble of(Judged judged) {
            return ratio(sum(judged, judged::error), sum(judged, i -> judged.actual()[i]));
        }
    },
    /** Mean absolute error. */
    MAE(
            "mean of |f − y|, in the unit of the series",
            "Cannot be compared between series of different size.",
            Sources.HYNDMAN_KOEHLER) {
        @Override
        public OptionalDouble of(Judged judged) {
            return mean(judged, i -> Math.abs(judged.error(i)));
        }
    },
    /** Root of the mean squared error. */
    RMSE(
            "√ of the mean of (f − y)², in the unit of the series",
            "Cannot be compared between series of different size; a few large errors decide it.",
            Sources.HYNDMAN_KOEHLER) {
        @Override
        public OptionalDouble of(Judged judged) {
            double squares = sum(judged, i -> judged.error(i) * judged.error(i));
            return OptionalDouble.of(Math.sqrt(squares / judged.actual().length));
        }
    },
    /** Mean absolute percentage error, as a ratio. */
    MAPE(
            "mean of |f − y| ÷ |y|, as a ratio",
            "Not defined when an actual value is zero, huge when one is near zero; kinder to forecasts that are too low, whose error is"
                    + " at most 1.",
            Sources.HYNDMAN_KOEHLER) {
        @Override
        public OptionalDouble of(Judged judged) {
            boolean hasZero = IntStream.range(0, judged.actual().length).anyMatch(i -> judged.actual()[i] == 0);
            return hasZero ? OptionalDouble.empty() : mean(judged, i -> Math.abs(judged.error(i) / judged.actual()[i]));
        }
    },
    /** Symmetric mean absolute percentage error, as a ratio. */
    SMAPE(
            "mean of 2 |f − y| ÷ (|y| + |f|), between 0 and 2; no error where both are zero",
            "As soon as an actual value is zero its error is 2 whatever the forecast; forecasts that are too low are punished more.",
            "Makridakis (1993), International Journal of Forecasting 9(4); as in the M4 competition, there in percent") {
        @Override
        public OptionalDouble of(Judged judged) {
            return mean(judged, i -> {
                double size = Math.abs(judged.actual()[i]) + Math.abs(judged.forecast()[i]);
                return size == 0 ? 0 : 2 * Math.abs(judged.error(i)) / size;
            });
        }
    },
    /** Weighted absolute percentage error, as a ratio. */
    WAPE(
            "Σ |f − y| ÷ Σ |y|",
            "Not defined when all actual values are zero; large values decide it.",
            "Kolassa and Schütz (2007), Advantages of the MAD/Mean ratio over the MAPE, Foresight 6") {
        @Override
        public OptionalDouble of(Judged judged) {
            return ratio(sum(judged, i -> Math.abs(judged.error(i))), sum(judged, i -> Math.abs(judged.actual()[i])));
        }
    },
    /** Mean absolute scaled error. */
    MASE(
            "MAE ÷ mean of |y(t) − y(t−m)| over the history: below 1 for better than the seasonal naive method did there, one step ahead",
            "Not defined when the history is shorter than a season or never changed; gaps of the history count in the mean as they were filled;"
                    + " misleads when the history was much calmer or wilder.",
            Sources.HYNDMAN_KOEHLER) {
        @Override
        public OptionalDouble of(Judged judged) {
            double error = MAE.of(judged).orElseThrow();
            return Double.isNaN(judged.scale()) ? OptionalDouble.empty() : ratio(error, judged.scale());
        }
    };

    private static final MeasureDefinition OWA = new MeasureDefinition(
            "owa",
            "(sMAPE ÷ sMAPE₂ + MASE ÷ MASE₂) ÷ 2, with the errors of the method naive2 below the lines: below 1 for better than that",
            "Taken of averages over all series, since a series that the benchmark forecasts exactly would decide all; it inherits the"
                    + " faults of both.",
            "Makridakis, Spiliotis and Assimakopoulos (2020), The M4 competition, International Journal of Forecasting 36(1)");
    private static final MeasureDefinition PINBALL = new MeasureDefinition(
            "pinball",
            "of a quantile forecast q at the level τ, the mean of τ (y − q) where y is above and (1 − τ)(q − y) elsewhere, in the unit of the"
                    + " series; the levels are the ends of the intervals",
            "Comparable for one level and one series only.",
            "Koenker and Bassett (1978), Econometrica 46(1); Gneiting (2011), Quantiles as optimal point forecasts, International Journal of"
                    + " Forecasting 27(2)");
    private static final MeasureDefinition COVERAGE = new MeasureDefinition(
            "coverage",
            "the share of actual values within the interval, ends included; to be compared with the probability that it was given",
            "Says nothing about width: an interval without ends holds everything. Few values tell little: of 20 values with 95 % each all are"
                    + " inside in a third of the cases.",
            "Christoffersen (1998), Evaluating interval forecasts, International Economic Review 39(4)");

    private final String formula;
    private final String misleads;
    private final String source;

    ErrorMeasure(String formula, String misleads, String source) {
        this.formula = formula;
        this.misleads = misleads;
        this.source = source;
    }

    /** Sources that several measures have. */
    private static final class Sources {
        static final String HYNDMAN_KOEHLER =
                "Hyndman and Koehler (2006), Another look at measures of forecast accuracy, International Journal of Forecasting 22(4)";
    }

    /** What it is, in words. */
    public MeasureDefinition definition() {
        return new MeasureDefinition(name().toLowerCase(Locale.ROOT), formula, misleads, source);
    }

    /** All measures there are, those of intervals among them. */
    public static List<MeasureDefinition> definitions() {
        List<MeasureDefinition> all = new ArrayList<>(
                Arrays.stream(values()).map(ErrorMeasure::definition).toList());
        all.addAll(List.of(OWA, PINBALL, COVERAGE));
        return all;
    }

    /** @return empty where the measure is not defined for these values */
    public abstract OptionalDouble of(Judged judged);

    /**
     * The overall weighted average.
     *
     * @return empty when an error of the benchmark is zero
     */
    public static OptionalDouble owa(double smape, double mase, double benchmarkSmape, double benchmarkMase) {
        return benchmarkSmape == 0 || benchmarkMase == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((smape / benchmarkSmape + mase / benchmarkMase) / 2);
    }

    /**
     * The mean pinball loss of a quantile forecast.
     *
     * @param level between 0 and 1
     */
    public static double pinballLoss(double[] actual, double[] quantile, double level) {
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            double above = actual[i] - quantile[i];
            sum += above >= 0 ? level * above : (level - 1) * above;
        }
        return sum / actual.length;
    }

    /** The share of actual values within the interval, ends included. */
    public static double coverage(double[] actual, double[] low, double[] high) {
        int inside = 0;
        for (int i = 0; i < actual.length; i++) {
            inside += low[i] <= actual[i] && actual[i] <= high[i] ? 1 : 0;
        }
        return (double) inside / actual.length;
    }

    private static double sum(Judged judged, IntToDoubleFunction part) {
        return IntStream.range(0, judged.actual().length).mapToDouble(part).sum();
    }

    private static OptionalDouble mean(Judged judged, IntToDoubleFunction part) {
        return OptionalDouble.of(sum(judged, part) / judged.actual().length);
    }

    private static OptionalDouble ratio(double above, double below) {
        return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below);
    }
}
