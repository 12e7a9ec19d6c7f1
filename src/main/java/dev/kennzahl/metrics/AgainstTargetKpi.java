package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.Targets;

/**
 * What became of the targets of other KPIs: one variant for each, called by its key, the first being the default. The other KPI is
 * taken in its default variant. Adds up over nothing; its sample are the records behind the other KPI.
 */
public abstract class AgainstTargetKpi implements Kpi {
    private final KpiDefinition definition;
    private final Map<String, Kpi> kpis = new LinkedHashMap<>();

    protected AgainstTargetKpi(KpiDefinition.Builder definition, Kpi... kpis) {
        for (Kpi kpi : kpis) {
            this.kpis.put(kpi.definition().key(), kpi);
        }
        this.definition = Definitions.of(
                definition
                        .variants(this.kpis.keySet().toArray(String[]::new))
                        .builtOn(Arrays.stream(kpis).map(Kpi::definition).toArray(KpiDefinition[]::new)),
                KpiKind.DERIVED,
                this.kpis.values().stream().flatMap(AgainstTargetKpi::all).toList());
    }

    /** The value, from what was reached, what was to be reached, and how many days of the bucket are left. */
    protected abstract KpiValue combine(Asked asked, KpiValue actual, BigDecimal target, BigDecimal daysLeft);

    private static Stream<Measure> all(Kpi kpi) {
        return Stream.concat(
                kpi.measures(Asked.byDefault(kpi.definition(), List.of())).stream(),
                Stream.of(Planned.measure(kpi.definition()), daysLeft(kpi)));
    }

    private static Measure daysLeft(Kpi kpi) {
        return new Measure(Targets.PERIOD, Targets.of(kpi.definition().key()), Contribution.ONE, Aggregate.DAYS_LEFT);
    }

    private Kpi kpi(Asked asked) {
        return Objects.requireNonNull(kpis.get(asked.variant()), asked.variant());
    }

    @Override
    public final KpiDefinition definition() {
        return definition;
    }

    @Override
    public final List<Measure> measures(Asked asked) {
        return all(kpi(asked)).toList();
    }

    @Override
    public final List<Term> numerator(Asked asked) {
        return all(kpi(asked)).map(measure -> new Term(measure, 1)).toList();
    }

    /** The figure that has the target, and its targets. */
    @Override
    public final List<Component> components(Asked asked) {
        Kpi kpi = kpi(asked);
        return Stream.concat(
                        MadeOfFigures.components(new Figure(kpi, Asked.byDefault(kpi.definition(), List.of()))),
                        Stream.of(Component.of("target", Planned.measure(kpi.definition()))))
                .toList();
    }

    @Override
    public final KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        Kpi kpi = kpi(asked);
        KpiValue actual = kpi.value(Asked.byDefault(kpi.definition(), List.of()), cell);
        KpiValue planned = Planned.value(cell.apply(Planned.measure(kpi.definition())));
        if (planned.value() == null) {
            return new KpiValue(null, actual.value(), null, actual.sampleSize(), planned.reason());
        }
        if (actual.value() == null) {
            return new KpiValue(null, null, planned.value(), actual.sampleSize(), actual.reason());
        }
        BigDecimal left = cell.apply(daysLeft(kpi)).value();
        return combine(asked, actual, planned.value(), left == null ? BigDecimal.ZERO : left);
    }
}
