package dev.kennzahl.metrics;

import java.util.List;

/**
 * Sums over records that a value is made of: one, or one divided by another.
 *
 * @param name what it is called: the key of a KPI, or a word for what has none
 * @param denominator empty where nothing is divided
 */
public record Component(String name, List<Term> numerator, List<Term> denominator) {
    public Component {
        numerator = List.copyOf(numerator);
        denominator = List.copyOf(denominator);
    }

    /** A sum that nothing is divided by. */
    public static Component of(String name, Measure measure) {
        return new Component(name, Term.of(measure), List.of());
    }

    /** The same as a part of something else. */
    Component in(String whole) {
        return new Component(whole + "." + name, numerator, denominator);
    }
}
