package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;

/** Measures added to and taken from one another, per variant; adds up over time and over dimensions like its parts. */
public abstract class SumKpi implements Kpi {
    private final KpiDefinition definition;
    private final Map<String, List<Term>> terms;

    protected SumKpi(KpiDefinition.Builder definition, Map<String, List<Term>> terms) {
        this.definition = Definitions.of(
                definition,
                KpiKind.SIMPLE,
                terms.values().stream().flatMap(List::stream).map(Term::measure).toList());
        this.terms = terms;
    }

    @Override
    public final KpiDefinition definition() {
        return definition;
    }

    @Override
    public final List<Measure> measures(Asked asked) {
        return numerator(asked).stream().map(Term::measure).distinct().toList();
    }

    @Override
    public final List<Term> numerator(Asked asked) {
        return Objects.requireNonNull(terms.get(asked.variant()), asked.variant());
    }

    @Override
    public final KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        return sum(numerator(asked), cell);
    }

    /** The sum of terms as a value; unknown where nothing of it is known, 0 where there is nothing. */
    static KpiValue sum(List<Term> terms, Function<Measure, MeasureValue> cell) {
        MeasureValue sum = MeasureValue.sum(terms, cell);
        if (sum.foreign() > 0) {
            return KpiValue.unknown(null, null, sum.records(), NullReason.EXCHANGE_RATE_MISSING);
        }
        if (sum.records() > 0 && sum.known() == 0) {
            return KpiValue.unknown(null, null, sum.records(), NullReason.VALUE_UNKNOWN);
        }
        return new KpiValue(sum.value() == null ? BigDecimal.ZERO : sum.value(), null, null, sum.records(), null);
    }
}
