package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Customers;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Counts customers by the day they became one: {@code became_customer_on} where somebody says it, else the day of the first order
 * (a sale), the first day of the first contract or the day the first deal was won, whichever is earliest, on the tenant's calendar.
 * Everybody is new once, whatever the model of churn, and once that day has come. Count · additive over time and dimensions · 0 where nobody is new.
 */
@Singleton
public final class NewCustomers extends SimpleKpi {
    NewCustomers() {
        super(
                kpi("new_customers")
                        .category(KpiCategory.CUSTOMERS)
                        .version("2")
                        .higherIsBetter()
                        .examples(
                                WorkedExample.of(
                                                "default",
                                                "orders",
                                                """
                                        order_id,ordered_at,customer_id,net_amount,kind
                                        1,2025-11-03,OLD,700,sale
                                        2,2026-02-03,OLD,900,sale
                                        3,2026-01-20,NEW,50,return
                                        4,2026-02-04,NEW,600,sale
                                        5,2026-02-09,SAID,10,sale
                                        """,
                                                LocalDate.of(2026, 2, 1),
                                                LocalDate.of(2026, 3, 1),
                                                "3",
                                                "NEW by an order, C by a contract, D by a deal. OLD had bought before; SAID is said to be a customer since 2020.")
                                        .with(
                                                "customers",
                                                "customer_id,became_customer_on\nSAID,2020-05-01\nPROSPECT,\n")
                                        .with(
                                                "contracts",
                                                "contract_id,customer_id,start_on,annual_value\nV,C,2026-02-28,90\n")
                                        .with(
                                                "deals",
                                                "deal_id,stage,status,customer_id,closed_at\nW,won,won,D,2026-02-01\nL,lost,lost,E,2026-02-01\n")),
                Measure.count(Customers.BECAME, Condition.ANY));
    }
}
