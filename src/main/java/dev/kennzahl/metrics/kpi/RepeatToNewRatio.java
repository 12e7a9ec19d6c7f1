package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.OrderLines;
import dev.kennzahl.metrics.subject.Purchases;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Customers buying in the bucket who had bought before it ÷ those who had not. Variants {@code by_count} (default) and {@code
 * by_revenue}, with the same customers, lines and option as {@code repeat_customer_share}; who is not repeat is new. A balance:
 * neither extreme is better. Ratio, six decimals half even; adds up over nothing.
 */
@Singleton
public final class RepeatToNewRatio extends RatioKpi {
    RepeatToNewRatio() {
        super(
                kpi("repeat_to_new_ratio")
                        .category(KpiCategory.CUSTOMERS)
                        .unit(Unit.RATIO)
                        .variants("by_count", "by_revenue")
                        .options(RepeatCustomerShare.LOOKBACK)
                        .examples(
                                example("by_count", "1.000000", "A and B had bought before, C and D had not."),
                                example(
                                        "by_revenue",
                                        "0.500000",
                                        "A 300 and B 200 − 100, to C 900, D 100 and what E returned, −200.")),
                Map.of(
                        "by_count",
                        new Parts(
                                RepeatCustomerShare.customers(OrderLines.SALE.and(Purchases.REPEAT)),
                                new Measure(
                                        Purchases.ORDERED,
                                        OrderLines.SALE,
                                        Purchases.NEW_CUSTOMER,
                                        Aggregate.DISTINCT)),
                        "by_revenue",
                        new Parts(
                                Measure.sum(Purchases.ORDERED, Purchases.REPEAT, OrderLines.NET_AMOUNT),
                                Measure.sum(Purchases.ORDERED, Condition.ANY, Purchases.NEW_AMOUNT))));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant,
                "orders",
                RepeatCustomerShare.ORDERS,
                LocalDate.of(2026, 2, 1),
                LocalDate.of(2026, 3, 1),
                value,
                explanation);
    }
}
