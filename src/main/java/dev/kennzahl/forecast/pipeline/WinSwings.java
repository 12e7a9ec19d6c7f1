package dev.kennzahl.forecast.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.kennzahl.metrics.DealLearning.Exposure;

/**
 * How much more or less is won in one month than in another, beyond chance: seasons, holidays, a price list, a good team. Wins of a month are
 * taken for Poisson numbers around what the hazards expect of the deals that were open in it, times a factor of the month that nobody
 * foresees; the squared variation of that factor is what the numbers vary more than that.
 *
 * <p>Source: the moment estimator of a mixed Poisson model, Breslow (1984), Extra-Poisson variation in log-linear models, Applied
 * Statistics 33(1); as frailty of hazards in Hougaard (2000), Analysis of multivariate survival data.
 */
final class WinSwings {
    /** How long such a factor holds in futures that are played: a month, as it was measured. */
    static final double DAYS = 30;

    /** With fewer nothing is said of how they differ. */
    private static final int LEAST_MONTHS = 6;

    private WinSwings() {}

    /** Zero where months differ by chance alone, or too few tell. */
    static double squaredVariation(StageHazards hazards, List<Exposure> exposures) {
        Map<Instant, double[]> months = new TreeMap<>();
        for (Exposure exposure : exposures) {
            double[] month = months.computeIfAbsent(exposure.month(), any -> new double[2]);
            month[0] += exposure.won();
            month[1] += exposure.days()
                    * hazards.of(hazards.stage(exposure.stage()), exposure.age(), exposure.pushes())
                            .winning();
        }
        double won = months.values().stream().mapToDouble(month -> month[0]).sum();
        double expected =
                months.values().stream().mapToDouble(month -> month[1]).sum();
        if (months.size() < LEAST_MONTHS || won == 0 || expected == 0) {
            return 0;
        }
        double missed = 0;
        double squares = 0;
        for (double[] month : months.values()) {
            double foreseen = month[1] * won / expected; // hazards drawn to each other need not add up to all wins
            missed += (month[0] - foreseen) * (month[0] - foreseen);
            squares += foreseen * foreseen;
        }
        double lost = months.size() / (months.size() - 1.0); // for the wins of all, which were known
        return Math.max(0, (missed * lost - won) / squares);
    }
}
