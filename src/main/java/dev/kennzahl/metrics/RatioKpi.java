package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;

/**
 * Sums of measures divided by one another, per variant. Computed from summed parts in every cell, so it is never averaged. Where
 * a question leaves nothing below the line, the value is what stands above it.
 */
public abstract class RatioKpi implements Kpi {
    private final KpiDefinition definition;
    private final Map<String, Parts> parts;

    /**
     * The parts above and below the line.
     *
     * @param isProportion whether the records above are some of those below, each counting one
     */
    public record Parts(List<Term> numerator, List<Term> denominator, boolean isProportion) {
        public Parts(List<Term> numerator, List<Term> denominator) {
            this(numerator, denominator, false);
        }

        public Parts(Measure numerator, Measure denominator) {
            this(Term.of(numerator), Term.of(denominator));
        }

        /**
         * The share that records of a kind have in all, with an interval for chance.
         *
         * @param some counts records that meet a condition
         * @param all counts records by the same moment; its condition must hold for all that meet the other
         */
        public static Parts proportion(Measure some, Measure all) {
            if (!some.moment().equals(all.moment()) || !some.isCount() || !all.isCount()) {
                throw new IllegalArgumentException("a proportion is of two counts by one moment: " + some + ", " + all);
            }
            return new Parts(Term.of(some), Term.of(all), true);
        }

        private Stream<Measure> measures() {
            return Stream.concat(numerator.stream(), denominator.stream())
                    .map(Term::measure)
                    .distinct();
        }
    }

    protected RatioKpi(KpiDefinition.Builder definition, Map<String, Parts> parts) {
        this(definition, KpiKind.RATIO, parts);
    }

    protected RatioKpi(KpiDefinition.Builder definition, KpiKind kind, Map<String, Parts> parts) {
        this.definition = Definitions.of(
                definition,
                kind,
                parts.values().stream().flatMap(Parts::measures).toList());
        this.parts = parts;
    }

    @Override
    public final KpiDefinition definition() {
        return definition;
    }

    /** The parts for a question; those of its variant, unless the KPI has reason to take others. */
    protected Parts parts(Asked asked) {
        return Objects.requireNonNull(parts.get(asked.variant()), asked.variant());
    }

    @Override
    public final List<Measure> measures(Asked asked) {
        return parts(asked).measures().toList();
    }

    @Override
    public final List<Term> numerator(Asked asked) {
        return parts(asked).numerator();
    }

    @Override
    public final List<Term> denominator(Asked asked) {
        return parts(asked).denominator();
    }

    @Override
    public final boolean isProportion(Asked asked) {
        return parts(asked).isProportion();
    }

    @Override
    public final KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        if (denominator(asked).isEmpty()) {
            KpiValue sum = SumKpi.sum(numerator(asked), cell);
            return new KpiValue(sum.value(), sum.value(), null, sum.sampleSize(), sum.reason());
        }
        MeasureValue above = MeasureValue.sum(numerator(asked), cell);
        MeasureValue below = MeasureValue.sum(denominator(asked), cell);
        BigDecimal numerator = above.value() == null ? BigDecimal.ZERO : above.value();
        BigDecimal denominator = below.value() == null ? BigDecimal.ZERO : below.value();
        if (above.foreign() > 0 || below.foreign() > 0) {
            return KpiValue.unknown(null, null, below.records(), NullReason.EXCHANGE_RATE_MISSING);
        }
        if (denominator.signum() == 0) {
            return KpiValue.unknown(numerator, denominator, below.records(), NullReason.NO_DENOMINATOR);
        }
        if (above.records() > 0 && above.known() == 0) {
            return KpiValue.unknown(null, denominator, below.records(), NullReason.VALUE_UNKNOWN);
        }
        BigDecimal value =
                numerator.divide(denominator, definition.unit(asked.variant()).scale(), RoundingMode.HALF_EVEN);
        return new KpiValue(value, numerator, denominator, below.records(), null);
    }
}
