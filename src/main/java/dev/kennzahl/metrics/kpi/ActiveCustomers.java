package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.CustomerLives;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Counts customers on the last day of each bucket, by the tenant's model of churn: with a contract in force ({@code contract}); with
 * an order (a sale), a contract begun or a deal won within the last so many days, that day included ({@code purchase_window}); or
 * who have become customers and are not said to be lost ({@code explicit}), where whoever is on the list without a first day has been
 * a customer since the records begin. Gains and losses count once their day has come: buckets to come have the customers of the day of
 * the answer. Count · a balance: additive over dimensions, never over time.
 */
@Singleton
public final class ActiveCustomers extends SimpleKpi {
    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount
            1,2025-02-28,A,10
            2,2025-03-01,B,10
            3,2026-02-27,C,10
            """;

    ActiveCustomers() {
        super(
                kpi("active_customers")
                        .category(KpiCategory.CUSTOMERS)
                        .version("3")
                        .higherIsBetter()
                        .examples(
                                example(
                                        "2",
                                        "B and C bought within 365 days up to 28 February 2026; the purchase of A is a day too old."),
                                example("1", "Within 30 days only C did.").setting("purchaseWindowDays", "30"),
                                example("1", "By contracts only D, whose contract ends on that very day.")
                                        .setting("churnModel", "contract"),
                                example(
                                                "3",
                                                "Nobody says that A, B or C was lost, D by a contract is so since 15 February.")
                                        .setting("churnModel", "explicit"),
                                ahead()),
                Measure.count(CustomerLives.AT_END, Condition.ANY));
    }

    private static WorkedExample ahead() {
        return WorkedExample.of(
                        "default",
                        "contracts",
                        """
                        contract_id,customer_id,start_on,end_on,cancelled_on,annual_value
                        V1,A,2025-01-01,2999-01-15,,90
                        V2,B,2999-01-10,,,90
                        V3,C,2025-01-01,2999-12-31,2026-02-03,90
                        V4,D,2025-01-01,,2026-02-03,90
                        """,
                        LocalDate.of(2999, 1, 1),
                        LocalDate.of(2999, 2, 1),
                        "2",
                        "A and C. Until its day comes, neither has the contract of A ended nor that of B begun; that of C runs until its end although cancelled, that of D, which has none, ended with 2 February 2026.")
                .setting("churnModel", "contract");
    }

    private static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                        "default",
                        "orders",
                        ORDERS,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with(
                        "contracts",
                        "contract_id,customer_id,start_on,end_on,annual_value\nV,D,2025-01-01,2026-02-28,90\n")
                .with("customers", "customer_id,churned_on\nD,2026-02-15\n");
    }
}
