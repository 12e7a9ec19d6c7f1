package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;

/** One measure divided by another, per variant. Computed from summed parts in every cell, so it is never averaged. */
public abstract class RatioKpi implements Kpi {
    private final KpiDefinition definition;
    private final Map<String, Parts> parts;

    /** The parts above and below the line. */
    public record Parts(Measure numerator, Measure denominator) {}

    protected RatioKpi(KpiDefinition.Builder definition, Map<String, Parts> parts) {
        this.definition = definition.ofDeals(KpiKind.RATIO);
        this.parts = parts;
    }

    @Override
    public final KpiDefinition definition() {
        return definition;
    }

    @Override
    public final List<Measure> measures(String variant) {
        return List.of(numerator(variant), denominator(variant));
    }

    @Override
    public final Measure numerator(String variant) {
        return of(variant).numerator();
    }

    @Override
    public final Measure denominator(String variant) {
        return of(variant).denominator();
    }

    private Parts of(String variant) {
        return Objects.requireNonNull(parts.get(variant), variant);
    }

    @Override
    public final KpiValue value(String variant, Function<Measure, MeasureValue> cell) {
        MeasureValue above = cell.apply(numerator(variant));
        MeasureValue below = cell.apply(denominator(variant));
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
        BigDecimal value = numerator.divide(denominator, definition.unit().scale(), RoundingMode.HALF_EVEN);
        return new KpiValue(value, numerator, denominator, below.records(), null);
    }
}
