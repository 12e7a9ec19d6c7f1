package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Costs;
import dev.kennzahl.metrics.subject.OrderLines;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Contribution margin of the order lines ÷ cost of the same channel and period. Margin is net amount less the variable cost of
 * the line, returns and cancellations against it; a line that says no variable cost has none. Variants: {@code all_costs}
 * (default) takes every cost that names the channel, {@code marketing_and_sales} leaves out the category other. Ratio, six
 * decimals half even.
 */
@Singleton
public final class ChannelEfficiency extends RatioKpi {
    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,channel,net_amount,variable_cost,kind
            1,2026-02-03,101,fair,1000,600,sale
            2,2026-02-04,102,fair,100,60,return
            3,2026-02-05,103,web,500,,sale
            """;
    private static final String COSTS =
            """
            cost_id,incurred_on,category,channel,amount
            a,2026-02-01,marketing,fair,100
            b,2026-02-01,other,fair,44
            c,2026-02-01,sales,web,1000
            """;

    ChannelEfficiency() {
        super(
                kpi("channel_efficiency")
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .variants("all_costs", "marketing_and_sales")
                        .examples(
                                example("all_costs", "2.500000", "Of fairs: (1000 − 600 − 100 + 60) ÷ (100 + 44)."),
                                example("marketing_and_sales", "3.600000", "Of fairs: 360 ÷ 100.")),
                Map.of("all_costs", parts(Condition.ANY), "marketing_and_sales", parts(Costs.MARKETING_OR_SALES)));
    }

    private static Parts parts(Condition costs) {
        return new Parts(
                List.of(
                        new Term(Measure.sum(OrderLines.ORDERED, Condition.ANY, OrderLines.NET_AMOUNT), 1),
                        new Term(Measure.sum(OrderLines.ORDERED, Condition.ANY, OrderLines.VARIABLE_COST), -1)),
                Term.of(Measure.sum(Costs.INCURRED, costs, Costs.AMOUNT)));
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
                .with("costs", COSTS)
                .by("channel");
    }
}
