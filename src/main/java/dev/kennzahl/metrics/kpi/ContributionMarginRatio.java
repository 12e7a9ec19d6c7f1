package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Contribution margin ÷ revenue; variants {@code db1} (default) and {@code db2} as there. Ratio, six decimals half even. Below zero
 * where what is left is negative; where revenue itself is negative, the sign says nothing.
 */
@Singleton
public final class ContributionMarginRatio extends RatioKpi {

    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount,variable_cost,kind
            1,2026-02-03,C1,1000,400,sale
            2,2026-02-10,C2,500,,sale
            3,2026-02-20,C1,100,40,return
            """;
    private static final String COSTS =
            """
            cost_id,incurred_on,category,amount
            K1,2026-02-05,marketing,150
            K2,2026-02-28,sales,250
            K3,2026-02-28,other,9999
            K4,2026-03-01,sales,9999
            """;

    ContributionMarginRatio(Revenue revenue) {
        super(
                kpi("contribution_margin_ratio")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.RATIO)
                        .between(Double.NEGATIVE_INFINITY, 1)
                        .higherIsBetter()
                        .variants(ContributionMargin.DB1, ContributionMargin.DB2)
                        .builtOn(revenue.definition())
                        .examples(
                                example(ContributionMargin.DB1, "0.742857", "1040 ÷ (1000 + 500 − 100)."),
                                example(ContributionMargin.DB2, "0.457143", "(1040 − 150 − 250) ÷ 1400.")),
                Map.of(
                        ContributionMargin.DB1,
                        new Parts(List.of(ContributionMargin.MARGIN), Term.of(revenue.measure())),
                        ContributionMargin.DB2,
                        new Parts(
                                List.of(ContributionMargin.MARGIN, ContributionMargin.LESS_COST),
                                Term.of(revenue.measure()))));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                        variant,
                        "orders",
                        ORDERS,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with("costs", COSTS);
    }
}
