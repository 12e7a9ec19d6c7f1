package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Counts the amount of deals that ended up won, by their closing date in the tenant's zone; leaves out deleted and merged
 * ones. Σ amount · money, unrounded · additive over time and all dimensions · a deal reopened later leaves the period, a late
 * or corrected closing moves. What others call bookings: won, not yet invoiced.
 */
@Singleton
public final class WonRevenue extends SimpleKpi {
    WonRevenue() {
        super(
                kpi("won_revenue")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .examples(
                                new WorkedExample(
                                        "default",
                                        """
                                deal_id,stage,status,amount,created_at,closed_at
                                A,won,won,1000.50,2026-01-05,2026-02-03
                                B,won,won,200,2026-01-09,2026-02-28
                                C,won,won,5000,2026-01-09,2026-03-01
                                D,lost,lost,700,2026-01-10,2026-02-10
                                """,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "1200.50",
                                        "A and B were won in February: 1000.50 + 200. C was won on the first day outside, D was lost.")),
                Measure.sum(Deals.CLOSED, Deals.WON, Deals.AMOUNT));
    }
}
