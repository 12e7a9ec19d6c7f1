package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Costs;
import dev.kennzahl.metrics.subject.OrderLines;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Marketing cost and sales cost spent on winning customers ÷ revenue with customers who bought for the first time within the same
 * bucket, so buckets do not add up to the whole period: in a year more customers are new than in its months. A cost that does not
 * say its purpose counts; one for keeping customers does not. Ratio, six decimals half even · null without such revenue.
 */
@Singleton
public final class AcquisitionCostRatio extends RatioKpi {
    AcquisitionCostRatio() {
        super(
                kpi("acquisition_cost_ratio")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.RATIO)
                        .lowerIsBetter()
                        .examples(
                                WorkedExample.of(
                                                "default",
                                                "orders",
                                                """
                                        order_id,ordered_at,customer_id,net_amount,kind
                                        1,2025-11-03,OLD,700,sale
                                        2,2026-02-03,OLD,900,sale
                                        3,2026-02-04,NEW,600,sale
                                        4,2026-02-27,NEW,100,return
                                        5,2026-03-02,LATER,5000,sale
                                        """,
                                                LocalDate.of(2026, 2, 1),
                                                LocalDate.of(2026, 3, 1),
                                                "0.400000",
                                                "(120 + 80) ÷ (600 − 100): only NEW bought for the first time in February. Keeping customers and other cost do not count.")
                                        .with(
                                                "costs",
                                                """
                                        cost_id,incurred_on,category,purpose,amount
                                        K1,2026-02-05,marketing,acquisition,120
                                        K2,2026-02-06,sales,,80
                                        K3,2026-02-07,sales,retention,1000
                                        K4,2026-02-08,other,acquisition,1000
                                        """)),
                Map.of(
                        "default",
                        new Parts(
                                Measure.sum(Costs.INCURRED, Costs.ACQUISITION, Costs.AMOUNT),
                                Measure.sum(OrderLines.ORDERED, OrderLines.OF_NEW_CUSTOMER, OrderLines.NET_AMOUNT))));
    }
}
