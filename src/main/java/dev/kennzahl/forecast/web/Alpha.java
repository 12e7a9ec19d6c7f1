package dev.kennzahl.forecast.web;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** The threshold of tests. */
final class Alpha {
    static final double USUAL = 0.05;

    private Alpha() {}

    /** @param text null for the usual one */
    static double read(@Nullable String text) {
        try {
            return check(text == null ? null : Double.valueOf(text));
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    /** @param alpha null for the usual one */
    static double check(@Nullable Double alpha) {
        double value = alpha == null ? USUAL : alpha;
        if (!(value > 0 && value <= 0.5)) {
            throw wrong();
        }
        return value;
    }

    private static Problem wrong() {
        return new Problem(
                ProblemCode.INVALID_VALUE,
                "alpha",
                "alpha must be a number above 0 and at most 0.5, such as 0.05: the probability of a false alarm that you accept.");
    }
}
