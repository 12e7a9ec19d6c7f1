package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SumKpi;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Costs;
import dev.kennzahl.metrics.subject.OrderLines;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * What is left of revenue. Variants: {@code db1} (default) after the variable cost of the lines, {@code db2} also after marketing
 * and sales cost, which go by their own date and dimensions. A line without a variable cost counts as costing nothing. Money,
 * unrounded · additive over time and over the dimensions that costs have too. Source: Schierenbeck, stepwise contribution costing.
 */
@Singleton
public final class ContributionMargin extends SumKpi {
    static final String DB1 = "db1";
    static final String DB2 = "db2";
    /** What is left after the variable cost of the lines. */
    static final Term MARGIN = new Term(Measure.sum(OrderLines.ORDERED, Condition.ANY, OrderLines.MARGIN), 1);
    /** What marketing and sales cost, taken away. */
    static final Term LESS_COST = new Term(Measure.sum(Costs.INCURRED, Costs.MARKETING_OR_SALES, Costs.AMOUNT), -1);

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

    ContributionMargin() {
        super(
                kpi("contribution_margin")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .variants(DB1, DB2)
                        .examples(
                                example(
                                        DB1,
                                        "1040",
                                        "(1000 − 400) + 500 − (100 − 40); the cost of the second line is not known."),
                                example(
                                        DB2,
                                        "640",
                                        "1040, less 150 of marketing and 250 of sales; other cost does not count.")),
                Map.of(DB1, List.of(MARGIN), DB2, List.of(MARGIN, LESS_COST)));
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
