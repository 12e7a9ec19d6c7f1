package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.Moment;

/**
 * How values are spread: mean (default), median and 90th percentile with linear interpolation (Hyndman and Fan 1996, type 7).
 * Adds up over nothing.
 */
public abstract class DistributionKpi implements Kpi {
    static final String MEAN = "mean";

    private final KpiDefinition definition;
    private final Map<String, Measure> measures;
    private final Measure count;

    /** @param condition which records count; it must leave out those that contribute nothing known */
    protected DistributionKpi(
            KpiDefinition.Builder definition, Moment moment, Condition condition, Contribution contribution) {
        measures = Map.of(
                MEAN,
                new Measure(moment, condition, contribution, Aggregate.SUM),
                "median",
                new Measure(moment, condition, contribution, Aggregate.MEDIAN),
                "p90",
                new Measure(moment, condition, contribution, Aggregate.P90));
        count = Measure.count(moment, condition);
        this.definition = Definitions.of(definition.variants(MEAN, "median", "p90"), KpiKind.DISTRIBUTION, count);
    }

    @Override
    public final KpiDefinition definition() {
        return definition;
    }

    @Override
    public final List<Measure> measures(Asked asked) {
        return List.of(Objects.requireNonNull(measures.get(asked.variant())));
    }

    @Override
    public final List<Term> numerator(Asked asked) {
        return Term.of(Objects.requireNonNull(measures.get(MEAN)));
    }

    @Override
    public final List<Term> denominator(Asked asked) {
        return Term.of(count);
    }

    @Override
    public final KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        MeasureValue found = cell.apply(measures(asked).get(0));
        boolean isMean = asked.variant().equals(MEAN);
        BigDecimal records = BigDecimal.valueOf(found.records());
        if (found.records() == 0 || found.value() == null) {
            return new KpiValue(null, isMean ? BigDecimal.ZERO : null, records, 0, NullReason.NO_DENOMINATOR);
        }
        int scale = definition.unit(asked.variant()).scale();
        if (isMean) {
            BigDecimal mean = found.value().divide(records, scale, RoundingMode.HALF_EVEN);
            return new KpiValue(mean, found.value(), records, found.records(), null);
        }
        return new KpiValue(
                found.value().setScale(scale, RoundingMode.HALF_EVEN), null, records, found.records(), null);
    }
}
