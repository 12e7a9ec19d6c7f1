package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * What is still to be reached of the targets of a KPI that adds up: target − actual of the same cell, and never less than nothing.
 */
public final class RemainingTarget {
    private final SimpleKpi kpi;
    private final Measure target;

    public RemainingTarget(SimpleKpi kpi) {
        this.kpi = kpi;
        this.target = Planned.measure(kpi.definition());
    }

    /** What it is made of: the targets, and what was reached. */
    public List<Measure> measures() {
        return List.of(target, kpi.measure());
    }

    /** The same, named. */
    public List<Component> components() {
        return List.of(
                Component.of("target", target), Component.of(kpi.definition().key(), kpi.measure()));
    }

    /** The remainder in a cell; without a target there is none. */
    public KpiValue value(Function<Measure, MeasureValue> cell) {
        KpiValue planned = Planned.value(cell.apply(target));
        KpiValue actual = kpi.value(Asked.byDefault(kpi.definition(), List.of()), cell);
        if (planned.value() == null) {
            return planned;
        }
        return actual.value() == null
                ? actual
                : new KpiValue(
                        planned.value().subtract(actual.value()).max(BigDecimal.ZERO),
                        null,
                        null,
                        actual.sampleSize(),
                        null);
    }
}
