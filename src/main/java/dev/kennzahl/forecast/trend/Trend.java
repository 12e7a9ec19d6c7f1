package dev.kennzahl.forecast.trend;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.forecast.series.Series;

/**
 * What can be said of where a series goes.
 *
 * @param period how many values make up the season that the test went by; 1 when none is evident
 * @param first the place of the first value; gaps before it count nothing
 * @param values from the first to the last value, gaps between filled
 * @param decomposition of those; null with fewer than two seasons
 * @param changes on those without their season
 */
public record Trend(
        Direction direction,
        double alpha,
        KendallTest test,
        TheilSen slope,
        int period,
        int gaps,
        int first,
        double[] values,
        @Nullable Decomposition decomposition,
        ChangePoints changes) {
    /** Over so many seasons indices are smoothed: they may change, slowly. */
    private static final int SEASON_WINDOW = 11;

    private static final int FEWEST = 2;

    /**
     * Looks at a series.
     *
     * @param series NaN for a gap; not all of it
     * @param period how many steps may make up a season
     * @param alpha from which probability on an order is taken for chance
     */
    public static Trend of(GappyValues series, int period, double alpha) {
        double[] all = series.values();
        int first = 0;
        while (Double.isNaN(all[first])) {
            first++;
        }
        int end = all.length;
        while (Double.isNaN(all[end - 1])) {
            end--;
        }
        double[] inner = Arrays.copyOfRange(all, first, end);
        double[] filled = series.filled(period);
        int gaps = (int) Arrays.stream(inner).filter(Double::isNaN).count();
        int tested = new Series(filled, period).isSeasonal() ? period : 1;
        KendallTest test = test(inner, tested);
        boolean isSplit = period > 1 && filled.length >= 2 * period;
        Decomposition parts = isSplit ? new Stl(period, SEASON_WINDOW, 0, true).decompose(filled) : null;
        double[] adjusted = parts == null || tested == 1 ? filled : minus(filled, parts.season());
        return new Trend(
                direction(test, inner, alpha),
                alpha,
                test,
                TheilSen.of(inner, tested, test, 1 - alpha),
                tested,
                gaps,
                first,
                filled,
                parts,
                ChangePoints.of(adjusted));
    }

    private static KendallTest test(double[] values, int period) {
        KendallTest plain = KendallTest.of(values, period, 1);
        if (period > 1) {
            return plain;
        }
        double slope = TheilSen.of(values, 1, plain, 0).slope();
        double factor = SerialCorrelation.factor(TheilSen.detrended(values, slope));
        return factor == 1 ? plain : KendallTest.of(values, 1, factor);
    }

    private static Direction direction(KendallTest test, double[] values, double alpha) {
        boolean isFlat = Arrays.stream(values)
                        .filter(value -> !Double.isNaN(value))
                        .distinct()
                        .count()
                == 1;
        if (isFlat && test.count() >= FEWEST) {
            return Direction.CONSTANT;
        }
        if (test.count() < FEWEST || test.leastProbability() > alpha) {
            return Direction.UNDECIDED;
        }
        if (test.probability() > alpha) {
            return Direction.CONSTANT;
        }
        return test.score() > 0 ? Direction.RISING : Direction.FALLING;
    }

    private static double[] minus(double[] from, double[] what) {
        double[] rest = new double[from.length];
        Arrays.setAll(rest, t -> from[t] - what[t]);
        return rest;
    }
}
