package dev.kennzahl.metrics;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;

/** Computed from other KPIs of the same cell, each in its default variant and with the options it has; adds up over nothing. */
public abstract class DerivedKpi implements MadeOfFigures {
    private final KpiDefinition definition;
    private final List<Kpi> parts;

    protected DerivedKpi(KpiDefinition.Builder definition, Kpi... parts) {
        this.parts = List.of(parts);
        this.definition = Definitions.of(
                definition.options(this.parts.stream()
                        .flatMap(part -> part.definition().options().stream())
                        .distinct()
                        .toArray(KpiOption[]::new)),
                KpiKind.DERIVED,
                this.parts.stream()
                        .flatMap(part -> part.measures(Asked.byDefault(part.definition(), List.of())).stream())
                        .toList());
    }

    /** The value, from those of the parts. */
    protected abstract KpiValue combine(Function<Kpi, KpiValue> part);

    @Override
    public final KpiDefinition definition() {
        return definition;
    }

    @Override
    public final List<Measure> measures(Asked asked) {
        return parts.stream()
                .flatMap(part -> part.measures(of(part, asked)).stream())
                .distinct()
                .toList();
    }

    /** Everything any part is made of: the records behind it are those behind its parts. */
    @Override
    public final List<Term> numerator(Asked asked) {
        return parts.stream()
                .flatMap(part -> Stream.concat(
                        part.numerator(of(part, asked)).stream(), part.denominator(of(part, asked)).stream()))
                .distinct()
                .toList();
    }

    @Override
    public final KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        return combine(part -> part.value(of(part, asked), cell));
    }

    @Override
    public final List<Figure> figures(Asked asked) {
        return parts.stream().map(part -> new Figure(part, of(part, asked))).toList();
    }

    @Override
    public final KpiValue combined(Asked asked, Function<Figure, KpiValue> figure) {
        return combine(part -> figure.apply(new Figure(part, of(part, asked))));
    }

    private static Asked of(Kpi part, Asked asked) {
        return new Asked(part.definition().defaultVariant(), asked.options(), asked.groupBy());
    }
}
