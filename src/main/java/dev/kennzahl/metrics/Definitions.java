package dev.kennzahl.metrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.metrics.subject.Subject;

/** Completes definitions with what follows from the measures: the dimensions that all have, and the data sets they are taken of. */
public final class Definitions {
    private Definitions() {}

    public static KpiDefinition of(KpiDefinition.Builder definition, KpiKind kind, Measure... measures) {
        return of(definition, kind, Arrays.asList(measures));
    }

    public static KpiDefinition of(KpiDefinition.Builder definition, KpiKind kind, Collection<Measure> measures) {
        List<Subject> subjects =
                measures.stream().map(Measure::subject).distinct().toList();
        Set<Dimension> dimensions = EnumSet.allOf(Dimension.class);
        subjects.forEach(subject -> dimensions.retainAll(subject.dimensions()));
        return definition.of(
                kind,
                List.copyOf(dimensions),
                subjects.stream()
                        .flatMap(subject -> subject.sources().stream())
                        .distinct()
                        .toList(),
                subjects.stream().map(Subject::described).distinct().toList());
    }
}
