package dev.kennzahl.forecast.trend;

import java.util.Arrays;

/** The middle of values. */
final class Medians {
    private Medians() {}

    /** @param values at least one, in any order */
    static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted);
    }

    static double ofSorted(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
