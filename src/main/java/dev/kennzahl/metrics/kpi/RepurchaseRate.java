package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.OrderLines;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Customers with two or more different orders in the bucket ÷ customers with one or more. An order counts by its lines of kind
 * sale; two lines of one order are no repurchase, two orders of one day are. In a group or filter only its own lines count: by
 * product, who ordered that product again. Ratio, six decimals half even; rises with the length of the bucket, and adds up over
 * nothing.
 */
@Singleton
public final class RepurchaseRate extends RatioKpi {
    private static final String ORDERS =
            """
            order_id,line_no,ordered_at,customer_id,product_id,net_amount,kind
            1,1,2026-02-03,A,P1,100,sale
            1,2,2026-02-03,A,P2,100,sale
            2,1,2026-02-03,B,P1,100,sale
            3,1,2026-02-03,B,P2,100,sale
            4,1,2026-02-05,C,P1,100,sale
            5,1,2026-02-06,C,P1,100,return
            6,1,2026-03-01,A,P1,100,sale
            """;

    RepurchaseRate() {
        super(
                kpi("repurchase_rate")
                        .category(KpiCategory.CUSTOMERS)
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .examples(
                                example(
                                        "0.333333",
                                        "B ordered twice; A has two lines of one order and comes again in March, C gave something back."),
                                example("0.000000", "By product, the first of them: nobody ordered P1 again.")
                                        .by("product")),
                Map.of(
                        "default",
                        new Parts(
                                Term.of(new Measure(
                                        OrderLines.ORDERED, OrderLines.SALE, OrderLines.ORDER, Aggregate.REPEATED)),
                                Term.of(new Measure(
                                        OrderLines.ORDERED, OrderLines.SALE, OrderLines.BUYER, Aggregate.DISTINCT)),
                                true)));
    }

    private static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                "default", "orders", ORDERS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
