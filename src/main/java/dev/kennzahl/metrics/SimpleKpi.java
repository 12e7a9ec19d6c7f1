package dev.kennzahl.metrics;

import java.util.List;
import java.util.function.Function;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;

/** Counts or sums records: one measure, which is the value. Also the balances, which differ only in their moment. */
public abstract class SimpleKpi implements Kpi {
    private final KpiDefinition definition;
    private final Measure measure;

    protected SimpleKpi(KpiDefinition.Builder definition, Measure measure) {
        this.definition =
                Definitions.of(definition, measure.moment().isState() ? KpiKind.BALANCE : KpiKind.SIMPLE, measure);
        this.measure = measure;
    }

    @Override
    public final KpiDefinition definition() {
        return definition;
    }

    /** The measure that is the value. */
    public final Measure measure() {
        return measure;
    }

    @Override
    public final List<Measure> measures(Asked asked) {
        return List.of(measure);
    }

    @Override
    public final List<Term> numerator(Asked asked) {
        return Term.of(measure);
    }

    @Override
    public final KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        return SumKpi.sum(Term.of(measure), cell);
    }
}
