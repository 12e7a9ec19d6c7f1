package dev.kennzahl.forecast.trend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The test of Mann and Kendall for a trend: how many pairs of values are in order, less those that are not. It asks for no distribution, and
 * single values far off change little. With seasons only values of the same season are compared. Gaps are left out.
 *
 * <p>Up to {@value #MOST_EXACT} values the probability is exact, with ties too; beyond that it is normal, with the correction for ties
 * and for continuity. Where what is left beside the trend is correlated, values repeat one another and the variance is larger than it seems;
 * then it is multiplied by the factor of Hamed and Rao, which is never taken below 1 here: negative correlation is no evidence.
 * With seasons no such correction is made, so that a probability near the threshold is to be taken with care.
 *
 * <p>Source: Mann (1945), Econometrica 13(3); Kendall (1975), Rank Correlation Methods; Hirsch, Slack and Smith (1982), Water Resources Research
 * 18(1), for seasons; Hamed and Rao (1998), Journal of Hydrology 204, for correlation.
 *
 * @param count how many values there are
 * @param score pairs in order less pairs out of order
 * @param tau the score ÷ what it could be at most, Kendall's τ_b: from −1 to 1
 * @param variance of the score when there is no trend, the factor included
 * @param factor by which correlation widens the variance; 1 for none
 * @param basis how the probability was computed
 * @param probability of a score so far from none when there is no trend
 * @param leastProbability the least that so many values can give; 0 when it is not exact
 */
public record KendallTest(
        int count,
        long score,
        double tau,
        double variance,
        double factor,
        Basis basis,
        double probability,
        double leastProbability) {
    static final int MOST_EXACT = 40;

    private static final NormalDistribution NORMAL = new NormalDistribution();

    /** How a probability comes about. */
    @Name("TrendTestBasis")
    @Description("How the probability of a test comes about.")
    @Schema(name = "TrendTestBasis", description = "How the probability of a test comes about.")
    public enum Basis {
        @Description("By counting all orders of the values.")
        EXACT,
        @Description("By the normal distribution.")
        NORMAL,
        @Description("By the normal distribution, its variance widened since values resemble those before them.")
        NORMAL_CORRELATED
    }

    /**
     * @param values NaN for a gap; two at least are known
     * @param period how many values make up a season; 1 to compare all of them
     */
    static KendallTest of(double[] values, int period, double factor) {
        long score = 0;
        long pairs = 0;
        long tied = 0;
        double variance = 0;
        int count = 0;
        ScoreDistribution exact = new ScoreDistribution();
        List<Collection<Integer>> ties = new ArrayList<>();
        for (int s = 0; s < period; s++) {
            double[] group = known(values, s, period);
            score += score(group);
            Collection<Integer> same = ties(group);
            ties.add(same);
            variance += spread(group.length);
            pairs += pairs(group.length);
            for (int size : same) {
                variance -= spread(size);
                tied += pairs(size);
            }
            count += group.length;
        }
        variance *= factor / 18;
        double tau = pairs == tied ? 0 : score / Math.sqrt((double) (pairs - tied) * pairs);
        if (count <= MOST_EXACT && factor == 1) {
            ties.forEach(exact::add);
            return new KendallTest(
                    count, score, tau, variance, factor, Basis.EXACT, exact.beyond(score), exact.least());
        }
        Basis basis = factor == 1 ? Basis.NORMAL : Basis.NORMAL_CORRELATED;
        return new KendallTest(count, score, tau, variance, factor, basis, normal(score, variance), 0);
    }

    /** The deviation of the score that a normal interval of this probability reaches to. */
    double reach(double confidence) {
        return NORMAL.inverseCumulativeProbability((1 + confidence) / 2) * Math.sqrt(variance);
    }

    private static double normal(long score, double variance) {
        if (score == 0 || variance <= 0) {
            return 1;
        }
        double z = (Math.abs(score) - 1) / Math.sqrt(variance);
        return Math.min(1, 2 * (1 - NORMAL.cumulativeProbability(z)));
    }

    private static double[] known(double[] values, int first, int step) {
        double[] known = new double[values.length];
        int count = 0;
        for (int i = first; i < values.length; i += step) {
            if (!Double.isNaN(values[i])) {
                known[count++] = values[i];
            }
        }
        return Arrays.copyOf(known, count);
    }

    private static long score(double[] group) {
        long score = 0;
        for (int j = 1; j < group.length; j++) {
            for (int i = 0; i < j; i++) {
                score += group[j] > group[i] ? 1 : group[j] < group[i] ? -1 : 0;
            }
        }
        return score;
    }

    /** How often each of the different values comes. */
    private static Collection<Integer> ties(double[] group) {
        Map<Double, Integer> counts = new HashMap<>();
        for (double value : group) {
            counts.merge(value + 0.0, 1, Integer::sum); // zero is zero, whatever its sign
        }
        return counts.values();
    }

    private static double spread(double n) {
        return n * (n - 1) * (2 * n + 5);
    }

    private static long pairs(long n) {
        return n * (n - 1) / 2;
    }
}
