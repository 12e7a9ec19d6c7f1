package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.CustomerLives;
import dev.kennzahl.metrics.subject.Interactions;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Interactions ÷ active customers. An interaction is an activity, in or out, with somebody who was a customer on that day (by the
 * tenant's model of churn), named by the activity or by its deal or lead; what is done about prospects is none, nor what lies ahead. Variants: {@code
 * at_end} (default) divides by the customers on the bucket's last day, as {@code active_customers} counts them; {@code average} by
 * those on its average day so far, which suits long buckets in which the number changes much. Count, four decimals half even · rises with
 * the length of the bucket, adds up over nothing.
 */
@Singleton
public final class CustomerEngagement extends RatioKpi {
    private static final String ACTIVITIES =
            """
            activity_id,occurred_at,type,direction,customer_id,deal_id
            1,2026-02-03,call,out,A,
            2,2026-02-04,email,in,A,
            3,2026-02-15,call,out,,D1
            4,2026-02-10,call,out,C,
            5,2026-02-20,call,out,C,
            6,2026-03-01,call,out,A,
            """;

    CustomerEngagement(ActiveCustomers active) {
        super(
                kpi("customer_engagement")
                        .category(KpiCategory.CUSTOMERS)
                        .version("3")
                        .higherIsBetter()
                        .variants("at_end", "average")
                        .builtOn(active.definition())
                        .examples(
                                example(
                                        "at_end",
                                        "1.3333",
                                        "4 interactions by A, B and C: two of A, one of B by its deal, and that of 20 February of C, who is a customer from 15 February on."),
                                example(
                                        "average",
                                        "1.6000",
                                        "4 by 2.5 customers: A and B all of the month, C for the second half of it.")),
                Map.of(
                        "at_end",
                        new Parts(Measure.count(Interactions.HAPPENED, Condition.ANY), active.measure()),
                        "average",
                        new Parts(
                                Measure.count(Interactions.HAPPENED, Condition.ANY),
                                Measure.count(CustomerLives.ON_AVERAGE, Condition.ANY))));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                        variant,
                        "customers",
                        "customer_id,became_customer_on\nA,2025-01-01\nB,2025-01-01\nC,2026-02-15\n",
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with("deals", "deal_id,stage,status,customer_id,created_at\nD1,new,open,B,2026-01-10\n")
                .with("activities", ACTIVITIES)
                .setting("churnModel", "explicit");
    }
}
