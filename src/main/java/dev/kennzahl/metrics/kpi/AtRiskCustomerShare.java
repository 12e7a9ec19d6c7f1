package dev.kennzahl.metrics.kpi;

import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.CustomersAtRisk;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;
import static dev.kennzahl.metrics.kpi.ChurnRiskSegments.example;

/**
 * Customers on the bucket's last day, or on the day of the answer where that is earlier, who may be lost ÷ all customers of that day; the share beside the number that {@link
 * ChurnRiskSegments} counts, with its options. Grouped by {@code risk_segment} it is the share at risk of each segment. Ratio, six
 * decimals half even.
 */
@Singleton
public final class AtRiskCustomerShare extends RatioKpi {
    AtRiskCustomerShare(ChurnRiskSegments atRisk) {
        super(
                kpi("at_risk_customer_share")
                        .category(KpiCategory.CUSTOMERS)
                        .version("3")
                        .unit(Unit.RATIO)
                        .lowerIsBetter()
                        .options(ChurnRiskSegments.options())
                        .builtOn(atRisk.definition())
                        .examples(
                                example("0.500000", "B, who is declining, and C, who is overdue, of 4 customers."),
                                example("1.000000", "By segment, the first of them: B alone is declining.")
                                        .by("risk_segment")),
                Map.of(
                        "default",
                        Parts.proportion(atRisk.measure(), Measure.count(CustomersAtRisk.ON_LAST_DAY, Condition.ANY))));
    }
}
