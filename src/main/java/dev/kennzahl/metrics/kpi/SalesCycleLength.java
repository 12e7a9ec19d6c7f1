package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.Measure.Aggregate;
import dev.kennzahl.metrics.Measure.Condition;
import dev.kennzahl.metrics.Measure.Moment;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.NullReason;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Days from creation to closing of the deals won in the period; deals without a creation date are left out. Days are
 * differences of local wall-clock times, so a clock change does not make a day of 23 hours. Mean (default), median and 90th
 * percentile with linear interpolation (Hyndman and Fan 1996, type 7); six decimals half even. Adds up over nothing.
 */
@Singleton
public final class SalesCycleLength implements Kpi {
    private static final String DEALS =
            """
            deal_id,stage,status,created_at,closed_at
            A,won,won,2026-01-01,2026-02-01
            B,won,won,2026-01-30,2026-02-02
            C,won,won,2026-02-01,2026-02-03
            D,lost,lost,2025-01-01,2026-02-03
            E,won,won,,2026-02-03
            """;
    private static final Map<String, Measure> MEASURES = Map.of(
            "mean",
            measure(Aggregate.CYCLE_DAYS),
            "median",
            measure(Aggregate.CYCLE_MEDIAN),
            "p90",
            measure(Aggregate.CYCLE_P90));

    private final KpiDefinition definition = kpi("sales_cycle_length")
            .unit(Unit.DAYS)
            .lowerIsBetter()
            .variants("mean", "median", "p90")
            .examples(
                    example(
                            "mean",
                            "12.000000",
                            "A took 31 days, B 3, C 2: 36 ÷ 3. D was lost, nobody knows when E began."),
                    example("median", "3.000000", "The middle one of 2, 3 and 31."),
                    example("p90", "25.400000", "Between 3 and 31, eight tenths of the way: 3 + 0.8 × 28."))
            .ofDeals(KpiKind.DISTRIBUTION);

    private static Measure measure(Aggregate aggregate) {
        return new Measure(Moment.CLOSED, Condition.WON_WITH_CREATION, aggregate);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return new WorkedExample(
                variant, DEALS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }

    @Override
    public KpiDefinition definition() {
        return definition;
    }

    @Override
    public List<Measure> measures(String variant) {
        return List.of(Objects.requireNonNull(MEASURES.get(variant)));
    }

    @Override
    public Measure numerator(String variant) {
        return measure(Aggregate.CYCLE_DAYS);
    }

    @Override
    public @Nullable Measure denominator(String variant) {
        return measure(Aggregate.COUNT);
    }

    @Override
    public KpiValue value(String variant, Function<Measure, MeasureValue> cell) {
        MeasureValue days = cell.apply(measures(variant).get(0));
        BigDecimal count = BigDecimal.valueOf(days.records());
        if (days.records() == 0 || days.value() == null) {
            return new KpiValue(
                    null, variant.equals("mean") ? BigDecimal.ZERO : null, count, 0, NullReason.NO_DENOMINATOR);
        }
        int scale = definition.unit().scale();
        if (variant.equals("mean")) {
            return new KpiValue(
                    days.value().divide(count, scale, RoundingMode.HALF_EVEN),
                    days.value(),
                    count,
                    days.records(),
                    null);
        }
        return new KpiValue(days.value().setScale(scale, RoundingMode.HALF_EVEN), null, count, days.records(), null);
    }
}
