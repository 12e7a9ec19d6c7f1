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

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Sales cost ÷ revenue, each by its own date. Counts costs of the category sales, and neither marketing nor other. Ratio, six
 * decimals half even · null without revenue · costs count only for the dimensions that they name themselves.
 */
@Singleton
public final class SalesCostRatio extends RatioKpi {
    /** What selling cost. */
    static final Measure COST = Measure.sum(Costs.INCURRED, Costs.SALES, Costs.AMOUNT);

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

    SalesCostRatio(Revenue revenue) {
        super(
                kpi("sales_cost_ratio")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.RATIO)
                        .lowerIsBetter()
                        .builtOn(revenue.definition())
                        .examples(WorkedExample.of(
                                        "default",
                                        "orders",
                                        ORDERS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "0.250000",
                                        "(250 − 50) ÷ (1000 − 200); marketing does not count.")
                                .with("costs", COSTS)),
                Map.of("default", new Parts(COST, revenue.measure())));
    }
}
