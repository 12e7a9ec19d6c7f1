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
import dev.kennzahl.metrics.subject.Costs;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Marketing and sales cost ÷ new customers; as {@code acquisition} only what was spent on winning customers, where a cost that does not
 * say its purpose counts. Option {@code cost_lag}: cost counts so many months later, as customers are won by what was spent
 * before. Money, four decimals half even · null without new customers · converted at the rate of the day it was incurred.
 */
@Singleton
public final class CustomerAcquisitionCost extends RatioKpi {
    static final KpiOption COST_LAG = new KpiOption("cost_lag", 0, 0, 36);
    static final Measure COST = Measure.sum(Costs.BEARS_FRUIT, Costs.MARKETING_OR_SALES, Costs.AMOUNT);

    private static final String ALL = "marketing_and_sales";
    private static final String ACQUISITION = "acquisition";

    CustomerAcquisitionCost(NewCustomers customers) {
        super(
                kpi("customer_acquisition_cost")
                        .category(KpiCategory.CUSTOMERS)
                        .version("3")
                        .builtOn(customers.definition())
                        .unit(Unit.MONEY)
                        .lowerIsBetter()
                        .variants(ALL, ACQUISITION)
                        .options(COST_LAG)
                        .examples(
                                example(
                                        ALL,
                                        "600.0000",
                                        "(120 + 80 + 1000) ÷ 2 new customers, whatever the cost was for. Other cost does not count."),
                                example(
                                        ACQUISITION,
                                        "100.0000",
                                        "(120 + 80) ÷ 2 new customers. Keeping customers and other cost do not count."),
                                example(ALL, "250.0000", "The 500 of January by the 2 new customers of February.")
                                        .option("cost_lag", 1)),
                Map.of(
                        ALL,
                        new Parts(COST, customers.measure()),
                        ACQUISITION,
                        new Parts(
                                Measure.sum(Costs.BEARS_FRUIT, Costs.ACQUISITION, Costs.AMOUNT), customers.measure())));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                        variant,
                        "orders",
                        """
                        order_id,ordered_at,customer_id,net_amount
                        1,2026-01-03,OLD,700
                        2,2026-02-03,OLD,900
                        3,2026-02-04,NEW,600
                        4,2026-02-28,LATE,100
                        """,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with(
                        "costs",
                        """
                        cost_id,incurred_on,category,purpose,amount
                        K0,2026-01-31,marketing,,500
                        K1,2026-02-05,marketing,acquisition,120
                        K2,2026-02-06,sales,,80
                        K3,2026-02-07,sales,retention,1000
                        K4,2026-02-08,other,acquisition,1000
                        """);
    }
}
