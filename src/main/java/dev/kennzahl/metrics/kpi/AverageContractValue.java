package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Contracts;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * The annual value of contracts in force, weighted by time. Variants: {@code default} divides Σ annual value × days in force by Σ
 * days in force, so a contract counts for as long as it ran; {@code by_number} divides the annual value in force on the average day
 * by the number of contracts in force on any day. Money, four decimals half even · converted at the rate of the first day.
 */
@Singleton
public final class AverageContractValue extends RatioKpi {
    private static final String CONTRACTS =
            """
            contract_id,customer_id,start_on,end_on,annual_value
            A,C1,2025-01-01,,1000
            B,C2,2026-02-15,,4000
            C,C3,2025-01-01,2026-01-31,9000
            """;

    AverageContractValue() {
        super(
                kpi("average_contract_value")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .variants("default", "by_number")
                        .examples(
                                example(
                                        "default",
                                        "2000.0000",
                                        "A ran for 28 days, B for 14: (1000 × 28 + 4000 × 14) ÷ 42. C ended the day before."),
                                example(
                                        "by_number",
                                        "1500.0000",
                                        "On the average day 1000 + 4000 × 14 ÷ 28 were in force; divided by 2 contracts.")),
                Map.of(
                        "default",
                        new Parts(
                                Measure.sum(Contracts.IN_FORCE.countingDays(), Condition.ANY, Contracts.ANNUAL_VALUE),
                                Measure.count(Contracts.IN_FORCE.countingDays(), Condition.ANY)),
                        "by_number",
                        new Parts(
                                Measure.sum(Contracts.IN_FORCE, Condition.ANY, Contracts.ANNUAL_VALUE),
                                Measure.count(Contracts.IN_FORCE.countingWhole(), Condition.ANY))));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant,
                "contracts",
                CONTRACTS,
                LocalDate.of(2026, 2, 1),
                LocalDate.of(2026, 3, 1),
                value,
                explanation);
    }
}
