package dev.kennzahl.forecast.backtest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import dev.kennzahl.forecast.accuracy.ErrorMeasure;

/** The methods over several series: only by measures without a unit, each series counting the same, as in the M4 competition. */
public final class Overall {
    private final Map<String, Sums> byMethod = new LinkedHashMap<>();

    private static final class Sums {
        private int series;
        private int scaled;
        private long values;
        private double smape;
        private double mase;
        private double benchmarkSmape;
        private double benchmarkMase;
        private double within80;
        private double within95;
        private double ranks;
    }

    /**
     * A method over all series.
     *
     * @param rank from 1 for the best; equal errors have the same
     * @param series how many could be judged
     * @param values how many values
     * @param meanRank the mean of its ranks on single series
     * @param mase empty where it is not defined on any series
     * @param owa empty where it is not defined
     */
    public record Ranked(
            String method,
            int rank,
            int series,
            long values,
            double meanRank,
            double smape,
            OptionalDouble mase,
            OptionalDouble owa,
            double within80,
            double within95) {}

    /** Adds a series. */
    public void add(List<Tally.Result> methods) {
        for (Tally.Result result : methods) {
            Scores scores = result.all();
            if (scores != null) {
                add(byMethod.computeIfAbsent(result.method(), key -> new Sums()), scores, result.rank());
            }
        }
    }

    private static void add(Sums sums, Scores scores, int rank) {
        sums.series++;
        sums.values += scores.count();
        sums.ranks += rank;
        sums.smape += scores.error(ErrorMeasure.SMAPE).orElseThrow();
        sums.benchmarkSmape += scores.benchmarkSmape();
        sums.within80 += scores.count() * scores.within80();
        sums.within95 += scores.count() * scores.within95();
        OptionalDouble mase = scores.error(ErrorMeasure.MASE);
        if (mase.isPresent()) {
            sums.scaled++;
            sums.mase += mase.getAsDouble();
            sums.benchmarkMase += scores.benchmarkMase().orElseThrow();
        }
    }

    /** The methods, the best first; those that nothing is known of are left out. */
    public List<Ranked> ranked() {
        List<Ranked> unranked = new ArrayList<>();
        byMethod.forEach((key, sums) -> unranked.add(ranked(key, 0, sums)));
        return Ranks.ranked(
                unranked,
                Ranked::method,
                found -> found.owa().orElseGet(() -> found.mase().orElse(found.smape())),
                (found, rank) -> ranked(found.method(), rank, byMethod.getOrDefault(found.method(), new Sums())));
    }

    private static Ranked ranked(String method, int rank, Sums sums) {
        double n = sums.series;
        return new Ranked(
                method,
                rank,
                sums.series,
                sums.values,
                sums.ranks / n,
                sums.smape / n,
                sums.scaled == 0 ? OptionalDouble.empty() : OptionalDouble.of(sums.mase / sums.scaled),
                ErrorMeasure.owa(sums.smape, sums.mase, sums.benchmarkSmape, sums.benchmarkMase),
                sums.within80 / sums.values,
                sums.within95 / sums.values);
    }
}
