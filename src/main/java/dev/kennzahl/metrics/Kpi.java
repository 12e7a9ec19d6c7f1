package dev.kennzahl.metrics;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiDefinition;

/**
 * A KPI: a definition and a way to make its value from measures. REST, GraphQL and the catalogue learn of a new one by
 * themselves; it is one class in {@code metrics.kpi}.
 */
public interface Kpi {
    KpiDefinition definition();

    /** The measures a variant is made of. */
    List<Measure> measures(String variant);

    /** The value in one cell, from the values of the measures in it. */
    KpiValue value(String variant, Function<Measure, MeasureValue> cell);

    /** What one record contributes: to the value, or to the part above the line. */
    Measure numerator(String variant);

    /** What one record contributes to the part below the line; null for figures that are no quotient. */
    default @Nullable Measure denominator(String variant) {
        return null;
    }
}
