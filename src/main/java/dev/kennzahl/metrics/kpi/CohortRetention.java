package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Cohorts;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Of the customers whose first purchase is in the bucket, the share buying in the calendar month that is {@code months_since}
 * (option, default 1) after that of the first purchase. Who orders, wins us a deal or has a contract in force on any day of the
 * month buys in it. Customers whose month is not over yet are in neither part. Ratio, six decimals half even · by months it is a
 * column of the cohort matrix · a customer who skips a month may be back in the next, so it need not fall. On the reading of such
 * tables: Fader and Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21 (2007).
 */
@Singleton
public final class CohortRetention extends RatioKpi {
    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount,kind
            1,2025-01-10,A,10,sale
            2,2025-02-28,A,10,sale
            3,2025-01-31,B,10,sale
            4,2025-03-01,B,10,sale
            5,2025-01-15,C,10,sale
            6,2025-02-15,C,10,return
            7,2025-02-01,E,10,sale
            """;

    CohortRetention() {
        super(
                kpi("cohort_retention")
                        .category(KpiCategory.CUSTOMERS)
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .options(new KpiOption("months_since", 1, 0, 1_200))
                        .examples(
                                example(
                                        "0.500000",
                                        "Of A, B, C and D, first in January, A bought in February and D had a contract; C only returned something."),
                                example("0.250000", "In March B did; the contract of D ended in February.")
                                        .option("months_since", 2)),
                KpiKind.CONVERSION,
                Map.of(
                        "default",
                        Parts.proportion(
                                Measure.count(Cohorts.FIRST_BOUGHT, Cohorts.STILL_BUYING),
                                Measure.count(Cohorts.FIRST_BOUGHT, Cohorts.MONTH_OVER))));
    }

    private static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                        "default",
                        "orders",
                        ORDERS,
                        LocalDate.of(2025, 1, 1),
                        LocalDate.of(2025, 2, 1),
                        value,
                        explanation)
                .with(
                        "contracts",
                        "contract_id,customer_id,start_on,end_on,annual_value\nV,D,2025-01-20,2025-02-10,90\n");
    }
}
