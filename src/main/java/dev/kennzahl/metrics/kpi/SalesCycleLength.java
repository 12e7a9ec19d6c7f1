package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.DistributionKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Days from creation to closing of the deals won in the period; deals without a creation date are left out. Days are
 * differences of local wall-clock times, so a clock change does not make a day of 23 hours. Days, six decimals half even.
 */
@Singleton
public final class SalesCycleLength extends DistributionKpi {
    private static final String DEALS =
            """
            deal_id,stage,status,created_at,closed_at
            A,won,won,2026-01-01,2026-02-01
            B,won,won,2026-01-30,2026-02-02
            C,won,won,2026-02-01,2026-02-03
            D,lost,lost,2025-01-01,2026-02-03
            E,won,won,,2026-02-03
            """;

    SalesCycleLength() {
        super(
                kpi("sales_cycle_length")
                        .unit(Unit.DAYS)
                        .lowerIsBetter()
                        .examples(
                                example(
                                        "mean",
                                        "12.000000",
                                        "A took 31 days, B 3, C 2: 36 ÷ 3. D was lost, nobody knows when E began."),
                                example("median", "3.000000", "The middle one of 2, 3 and 31."),
                                example(
                                        "p90",
                                        "25.400000",
                                        "Between 3 and 31, eight tenths of the way: 3 + 0.8 × 28.")),
                Deals.CLOSED,
                Deals.WON_WITH_CREATION,
                Deals.CYCLE);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return new WorkedExample(
                variant, DEALS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
