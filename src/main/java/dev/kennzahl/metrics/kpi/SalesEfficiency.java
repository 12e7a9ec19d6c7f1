package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.RatioKpi;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Revenue ÷ sales cost, each by its own date: what one unit of money spent on selling brought in. Ratio, six decimals half even ·
 * null without sales cost · costs count only for the dimensions that they name themselves.
 */
@Singleton
public final class SalesEfficiency extends RatioKpi {

    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount,kind
            1,2026-02-03,C1,1000,sale
            2,2026-02-20,C1,200,return
            """;
    private static final String COSTS =
            """
            cost_id,incurred_on,category,amount
            K1,2026-02-05,sales,250
            K2,2026-02-28,sales,-50
            K3,2026-02-28,marketing,9999
            """;

    SalesEfficiency(Revenue revenue) {
        super(
                kpi("sales_efficiency")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .builtOn(revenue.definition())
                        .examples(WorkedExample.of(
                                        "default",
                                        "orders",
                                        ORDERS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "4.000000",
                                        "(1000 − 200) ÷ (250 − 50); marketing does not count.")
                                .with("costs", COSTS)),
                Map.of("default", new Parts(revenue.measure(), SalesCostRatio.COST)));
    }
}
