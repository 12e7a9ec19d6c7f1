package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Employees;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * How long those employed on the bucket's last day, or on the day of the answer where that is earlier, have been on average: days
 * from the first day of work to that day, both included, ÷ 365.25. Employees whose first day is unknown are left out. Years, six decimals half even; adds up over
 * no time.
 */
@Singleton
public final class AverageTenure extends RatioKpi {
    AverageTenure() {
        super(
                kpi("average_tenure")
                        .category(KpiCategory.TEAM)
                        .version("2")
                        .unit(Unit.YEARS)
                        .examples(
                                WorkedExample.of(
                                        "default",
                                        "employees",
                                        """
                                employee_id,hired_on,left_on
                                E1,2022-01-01,
                                E2,2025-01-01,2025-12-31
                                E3,2020-01-01,2025-12-30
                                E4,2026-01-01,
                                E5,,
                                """,
                                        LocalDate.of(2025, 1, 1),
                                        LocalDate.of(2026, 1, 1),
                                        "2.499658",
                                        "On 31 December E1 has been there for 1461 days, E2 for 365: 1826 ÷ 365.25 ÷ 2. E3 left before, E4 comes later, nobody knows of E5.")),
                Map.of(
                        "default",
                        new Parts(
                                Measure.sum(Employees.EMPLOYED_SINCE.sinceBeginning(), Employees.ANY, Employees.DAY),
                                Measure.count(Employees.EMPLOYED_SINCE.heldAtEnd(), Employees.ANY))));
    }
}
