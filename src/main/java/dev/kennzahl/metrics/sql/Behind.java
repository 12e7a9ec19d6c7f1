package dev.kennzahl.metrics.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Component;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Moment;

/**
 * What is asked of the records behind a number.
 *
 * @param listed the terms whose records are listed
 * @param sums what they add up to; empty where the number is no sum over records
 * @param components the sums over records that the number is made of besides
 */
public record Behind(List<Term> listed, Optional<Component> sums, List<Component> components) {
    /** All that is behind a KPI's value. */
    public static Behind of(Kpi kpi, Asked asked) {
        return new Behind(
                // Those below the line first, as they are what is counted.
                Stream.concat(kpi.denominator(asked).stream(), kpi.numerator(asked).stream())
                        .distinct()
                        .toList(),
                kpi.sums(asked),
                kpi.components(asked));
    }

    List<Measure> at(Moment moment) {
        return listed.stream()
                .map(Term::measure)
                .filter(measure -> measure.moment().equals(moment))
                .distinct()
                .toList();
    }

    List<Moment> moments() {
        return listed.stream().map(term -> term.measure().moment()).distinct().toList();
    }

    List<Measure> planned() {
        return listed.stream()
                .map(Term::measure)
                .filter(measure -> measure.moment().timing() == Moment.Timing.PLANNED
                        && measure.aggregate() != Aggregate.DAYS_LEFT)
                .distinct()
                .toList();
    }
}
