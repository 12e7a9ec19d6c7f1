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
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.OrderLines;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Net revenue of the bucket with its largest customers ÷ that with all customers. How many are the largest says the option {@code
 * share} in per cent (default 20), rounded up, so that it is one at least. Customers whose net revenue in the bucket is zero or
 * less are in neither part and do not count among all, so that the share is at most 1. Ratio, six decimals half even; adds up over
 * nothing.
 */
@Singleton
public final class TopCustomerRevenueShare extends RatioKpi {
    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount,kind
            1,2026-02-03,A,300,sale
            2,2026-02-04,A,300,sale
            3,2026-02-05,B,250,sale
            4,2026-02-06,C,100,sale
            5,2026-02-07,D,30,sale
            6,2026-02-08,E,20,sale
            7,2026-02-09,F,500,sale
            8,2026-02-10,F,500,return
            9,2026-02-11,G,700,return
            10,2026-03-01,H,9000,sale
            """;

    TopCustomerRevenueShare() {
        super(
                kpi("top_customer_revenue_share")
                        .category(KpiCategory.CUSTOMERS)
                        .unit(Unit.RATIO)
                        .share()
                        .options(new KpiOption("share", 20, 1, 100))
                        .examples(
                                example(
                                        "0.600000",
                                        "A brings 600 of 1000 and is 20 % of the 5 customers; F gave all back, G only returned something."),
                                example("0.850000", "21 % of 5 customers are 1.05, rounded up 2: A and B.")
                                        .option("share", 21)),
                Map.of("default", new Parts(measure(Aggregate.TOP), measure(Aggregate.POSITIVE))));
    }

    private static Measure measure(Aggregate aggregate) {
        return new Measure(OrderLines.ORDERED, Condition.ANY, OrderLines.NET_AMOUNT_PER_CUSTOMER, aggregate);
    }

    private static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                "default", "orders", ORDERS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
