package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.OrderLines;
import dev.kennzahl.metrics.subject.Purchases;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Customers buying in the bucket who had bought before it ÷ all customers buying in it. Variants: {@code by_count} (default) counts
 * customers with a line of kind sale, {@code by_revenue} is the share of net revenue with customers who had bought before. Before
 * means ever, or in the last {@code lookback_days} days before the bucket (option, 0 for ever); whatever was bought counts, also
 * outside the group or filter asked for. Ratio, six decimals half even; adds up over nothing, as in a year fewer have bought
 * before than in its months.
 */
@Singleton
public final class RepeatCustomerShare extends RatioKpi {
    static final KpiOption LOOKBACK = new KpiOption("lookback_days", 0, 0, 3_650);
    static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount,kind
            1,2024-05-05,A,100,sale
            2,2025-12-20,B,100,sale
            3,2026-02-03,A,300,sale
            4,2026-02-04,B,200,sale
            5,2026-02-05,C,400,sale
            6,2026-02-20,C,500,sale
            7,2026-02-21,B,100,return
            8,2026-02-22,D,100,sale
            9,2026-02-23,E,200,return
            """;

    RepeatCustomerShare() {
        super(
                kpi("repeat_customer_share")
                        .category(KpiCategory.CUSTOMERS)
                        .unit(Unit.RATIO)
                        .share()
                        .variants("by_count", "by_revenue")
                        .options(LOOKBACK)
                        .examples(
                                example(
                                        "by_count",
                                        "0.500000",
                                        "A and B of the buyers A, B, C and D; C bought first in February itself, E only returned something."),
                                example("by_count", "0.250000", "Only B bought in the 365 days before February.")
                                        .option(LOOKBACK.name(), 365),
                                example(
                                        "by_revenue",
                                        "0.333333",
                                        "A 300 and B 200 − 100, of 300 + 100 + 900 + 100 − 200.")),
                Map.of(
                        "by_count",
                        new Parts(
                                Term.of(customers(OrderLines.SALE.and(Purchases.REPEAT))),
                                Term.of(customers(OrderLines.SALE)),
                                true),
                        "by_revenue",
                        new Parts(
                                Measure.sum(Purchases.ORDERED, Purchases.REPEAT, OrderLines.NET_AMOUNT),
                                Measure.sum(Purchases.ORDERED, Condition.ANY, OrderLines.NET_AMOUNT))));
    }

    /** The customers of lines. */
    static Measure customers(Condition condition) {
        return new Measure(Purchases.ORDERED, condition, OrderLines.BUYER, Aggregate.DISTINCT);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant, "orders", ORDERS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
