package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * (Customers when the bucket ends − gained in it) ÷ customers when it began. What is above the line is also customers at the start −
 * lost, and so computed, because start + gained − lost = end: retention and churn of variant {@code start} make 1. Ratio, six
 * decimals half even · null without customers at the start · by the tenant's model of churn.
 */
@Singleton
public final class RetentionRate extends RatioKpi {
    RetentionRate() {
        super(
                kpi("retention_rate")
                        .category(KpiCategory.CUSTOMERS)
                        .version("3")
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .examples(WorkedExample.of(
                                        "default",
                                        "customers",
                                        """
                                        customer_id,became_customer_on,churned_on
                                        A,2024-05-01,
                                        B,2024-06-01,
                                        C,2024-07-01,
                                        D,2024-08-01,2026-02-20
                                        E,2026-02-10,
                                        """,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "0.750000",
                                        "4 customers at the end, 1 of them gained: (4 − 1) ÷ 4 at the start.")
                                .setting("churnModel", "explicit")),
                Map.of(
                        "default",
                        new Parts(
                                List.of(new Term(ChurnRate.AT_START, 1), new Term(ChurnRate.LOST, -1)),
                                Term.of(ChurnRate.AT_START))));
    }
}
