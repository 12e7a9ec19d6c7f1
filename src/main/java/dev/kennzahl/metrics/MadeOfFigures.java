package dev.kennzahl.metrics;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A KPI that is computed from others of the same cell. */
interface MadeOfFigures extends Kpi {
    /** The others, each once. */
    List<Figure> figures(Asked asked);

    /** The value, from theirs. */
    KpiValue combined(Asked asked, Function<Figure, KpiValue> figure);

    /** Those of its figures. */
    @Override
    default List<Component> components(Asked asked) {
        return figures(asked).stream().flatMap(MadeOfFigures::components).toList();
    }

    /** What stands behind a figure: its own sums, else those of what it is made of. */
    static Stream<Component> components(Figure figure) {
        List<Component> parts = figure.kpi().components(figure.asked());
        return parts.isEmpty()
                ? Stream.of(new Component(
                        figure.name(),
                        figure.kpi().numerator(figure.asked()),
                        figure.kpi().denominator(figure.asked())))
                : parts.stream().map(part -> part.in(figure.name()));
    }
}
