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
import dev.kennzahl.metrics.subject.Employees;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Of the employees there when the bucket began, the share still there when it is over. There at the beginning is who was hired
 * before its first day, or at an unknown date, and had not left before it; still there who goes on after its last day: whose last
 * day of work is that of the bucket has left in it. Who comes in the bucket counts in neither part. Ratio, six decimals half even;
 * adds up over no time.
 */
@Singleton
public final class EmployeeRetentionRate extends RatioKpi {
    EmployeeRetentionRate() {
        super(
                kpi("employee_retention_rate")
                        .category(KpiCategory.TEAM)
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .examples(
                                WorkedExample.of(
                                        "default",
                                        "employees",
                                        """
                                employee_id,hired_on,left_on
                                E1,2020-01-01,
                                E2,,2026-12-31
                                E3,2020-01-01,2026-06-30
                                E4,2025-12-31,2027-01-01
                                E5,2026-01-01,
                                E6,2020-01-01,2025-12-31
                                """,
                                        LocalDate.of(2026, 1, 1),
                                        LocalDate.of(2027, 1, 1),
                                        "0.500000",
                                        "E1 to E4 were there at the start; E1 and E4 still are, E2 left with the last day, E3 in June. E5 came later, E6 had left.")),
                Map.of(
                        "default",
                        new Parts(
                                Term.of(Measure.count(Employees.EMPLOYED.heldThroughout(), Employees.ANY)),
                                Term.of(Measure.count(Employees.EMPLOYED.heldAtStart(), Employees.ANY)),
                                true)));
    }
}
