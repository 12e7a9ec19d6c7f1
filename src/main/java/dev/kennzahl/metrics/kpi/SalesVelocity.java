package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.DerivedKpi;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.NullReason;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Opportunities created × win rate by count × average deal value ÷ mean sales cycle length, all of the same period and group.
 * Money per day, four decimals half even, from the unrounded parts. Without any of its parts there is none; its sample are the
 * won deals whose cycle is known.
 */
@Singleton
public final class SalesVelocity extends DerivedKpi {
    private final List<Kpi> factors;
    private final Kpi cycle;

    SalesVelocity(OpportunitiesCreated created, WinRate rate, AverageDealValue deal, SalesCycleLength cycle) {
        super(
                kpi("sales_velocity")
                        .unit(Unit.MONEY_PER_DAY)
                        .higherIsBetter()
                        .builtOn(created.definition(), rate.definition(), deal.definition(), cycle.definition())
                        .examples(new WorkedExample(
                                "default",
                                """
                                deal_id,stage,status,amount,created_at,closed_at
                                A,won,won,1000,2026-01-30,2026-02-09
                                B,won,won,500,2026-02-01,2026-02-06
                                C,lost,lost,700,2026-02-02,2026-02-10
                                D,new,open,900,2026-02-10,
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "200.0000",
                                "3 created × 2/3 won × 750 on average ÷ 7.5 days on average.")),
                created,
                rate,
                deal,
                cycle);
        this.factors = List.of(created, rate, deal);
        this.cycle = cycle;
    }

    @Override
    protected KpiValue combine(Function<Kpi, KpiValue> part) {
        KpiValue length = part.apply(cycle);
        BigDecimal above = BigDecimal.ONE;
        BigDecimal below = BigDecimal.ONE;
        NullReason reason = length.reason();
        for (Kpi factor : factors) {
            KpiValue value = part.apply(factor);
            if (value.value() == null) {
                reason = reason == NullReason.EXCHANGE_RATE_MISSING ? reason : value.reason();
            } else {
                above = above.multiply(value.numerator() == null ? value.value() : value.numerator());
                below = value.denominator() == null ? below : below.multiply(value.denominator());
            }
        }
        if (reason != null) {
            return new KpiValue(null, null, null, length.sampleSize(), reason);
        }
        above = above.multiply(Objects.requireNonNull(length.denominator()));
        below = below.multiply(Objects.requireNonNull(length.numerator()));
        return below.signum() == 0
                ? new KpiValue(null, null, null, length.sampleSize(), NullReason.NO_DENOMINATOR)
                : new KpiValue(
                        above.divide(below, definition().unit().scale(), RoundingMode.HALF_EVEN),
                        null,
                        null,
                        length.sampleSize(),
                        null);
    }
}
