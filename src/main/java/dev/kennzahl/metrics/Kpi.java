package dev.kennzahl.metrics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.metrics.subject.Aggregate;

/**
 * A KPI: a definition and a way to make its value from measures. REST, GraphQL and the catalogue learn of a new one by
 * themselves; it is one class in {@code metrics.kpi}.
 */
public interface Kpi {
    KpiDefinition definition();

    /** A text of its own for people, of a KPI that a tenant made; all others have theirs in the messages. */
    default Optional<String> ownText(String part, Locale language) {
        return Optional.empty();
    }

    /** The measures a question is answered from. */
    List<Measure> measures(Asked asked);

    /** The value in one cell, from the values of the measures in it. */
    KpiValue value(Asked asked, Function<Measure, MeasureValue> cell);

    /** What records contribute: to the value, or to the part above the line. */
    List<Term> numerator(Asked asked);

    /**
     * The sums over records that the value is, or that its numerator and denominator are; empty where other figures stand between
     * it and records.
     */
    default Optional<Component> sums(Asked asked) {
        return definition().kind().isOfRecords()
                ? Optional.of(new Component(definition().key(), numerator(asked), denominator(asked)))
                : Optional.empty();
    }

    /** The sums over records that stand behind the figures it is made of; empty for what is itself such sums and nothing else. */
    default List<Component> components(Asked asked) {
        return List.of();
    }

    /** Whether the values of groups add up to the value of all; parts of a quotient may, the quotient does not. */
    default boolean addsUpOverGroups(Asked asked) {
        return definition().kind().isOfRecords()
                && denominator(asked).isEmpty()
                && measures(asked).stream().allMatch(measure -> measure.aggregate() == Aggregate.SUM);
    }

    /** Whether the value is the share that some of a number of records have in it, each counting one; chance then has an interval. */
    default boolean isProportion(Asked asked) {
        return false;
    }

    /** Whether its values are, or hold, forecasts, so that no records stand behind them. */
    default boolean holdsForecasts(Asked asked) {
        return measures(asked).stream().anyMatch(Measure::isForecast);
    }

    /** Whether chance has an interval here. */
    default boolean hasInterval(Asked asked) {
        return isProportion(asked);
    }

    /** The 95 % interval of a known value in one cell; null where chance has none. */
    default @Nullable Interval interval(Asked asked, KpiValue value, Function<Measure, MeasureValue> cell) {
        return isProportion(asked) && value.numerator() != null && value.denominator() != null
                ? WilsonInterval.of(value.numerator(), value.denominator())
                : null;
    }

    /**
     * What the value is an amount of, so that their quotient is a price; null where every record that has an amount counts one.
     */
    default @Nullable Measure volume() {
        return null;
    }

    /** What records contribute to the part below the line; empty for figures that are no quotient. */
    default List<Term> denominator(Asked asked) {
        return List.of();
    }
}
