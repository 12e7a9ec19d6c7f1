package dev.kennzahl.metrics;

import java.util.List;

/**
 * A measure as part of a sum.
 *
 * @param sign 1 to add it, -1 to take it away
 */
public record Term(Measure measure, int sign) {
    /** The measure alone. */
    public static List<Term> of(Measure measure) {
        return List.of(new Term(measure, 1));
    }
}
