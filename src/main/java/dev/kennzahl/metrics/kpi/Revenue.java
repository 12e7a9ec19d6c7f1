package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.OrderLines;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Adds up the net amounts of order lines by the instant they were ordered, in the tenant's zone; returns and cancellations
 * count against them on their own date, whatever sign they came with. Money, unrounded · additive over time and all dimensions ·
 * converted at the rate of the day of the order.
 */
@Singleton
public final class Revenue extends SimpleKpi {
    private static final Measure PIECES = Measure.sum(OrderLines.ORDERED, Condition.ANY, OrderLines.QUANTITY);

    Revenue() {
        super(
                kpi("revenue")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .examples(
                                WorkedExample.of(
                                        "default",
                                        "orders",
                                        """
                                order_id,line_no,ordered_at,customer_id,net_amount,kind
                                1,1,2026-02-03,C1,1000,
                                1,2,2026-02-03,C1,250.50,sale
                                2,1,2026-02-20,C1,100,return
                                3,1,2026-02-21,C2,-50,cancellation
                                4,1,2026-03-01,C2,9000,sale
                                """,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "1100.50",
                                        "1000 + 250.50, less 100 returned and 50 cancelled. The last line was ordered on the first day outside.")),
                Measure.sum(OrderLines.ORDERED, Condition.ANY, OrderLines.NET_AMOUNT));
    }

    /** Revenue is quantity × price. */
    @Override
    public Measure volume() {
        return PIECES;
    }
}
