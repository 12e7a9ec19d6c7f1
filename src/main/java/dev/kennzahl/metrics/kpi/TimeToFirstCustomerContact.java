package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.DistributionKpi;
import dev.kennzahl.metrics.subject.Hires;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Days from the beginning of the first day of work to the first activity of the employee that names a customer, a lead or a deal, of
 * those hired in the bucket. What was done before the first day does not count; who has done nothing of the kind is left out. Days
 * on the clocks of the tenant, six decimals half even.
 */
@Singleton
public final class TimeToFirstCustomerContact extends DistributionKpi {
    private static final String EMPLOYEES =
            """
            employee_id,hired_on
            E1,2026-02-02
            E2,2026-02-02
            E3,2026-02-16
            E4,2026-02-16
            E5,2025-02-01
            """;
    private static final String ACTIVITIES =
            """
            activity_id,occurred_at,type,employee_id,customer_id
            1,2026-01-20,call,E1,C1
            2,2026-02-04,call,E1,C1
            3,2026-02-03,training,E2,
            4,2026-02-07,meeting,E2,C2
            5,2026-02-16,call,E3,C1
            6,2026-02-10,call,E5,C1
            """;

    TimeToFirstCustomerContact() {
        super(
                kpi("time_to_first_customer_contact")
                        .category(KpiCategory.TEAM)
                        .unit(Unit.DAYS)
                        .lowerIsBetter()
                        .alsoReads("activities")
                        .examples(
                                example(
                                        "mean",
                                        "2.333333",
                                        "E1 after 2 days, E2 after 5, E3 on the first: 7 ÷ 3. The call before E1 was hired and a training without a customer do not count; E4 has met nobody, E5 was hired earlier."),
                                example("median", "2.000000", "The middle one of 0, 2 and 5."),
                                example("p90", "4.400000", "Between 2 and 5, eight tenths of the way.")),
                Hires.HIRED,
                Hires.MET_CUSTOMER,
                Hires.TIME_TO_CONTACT);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                        variant,
                        "employees",
                        EMPLOYEES,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with("activities", ACTIVITIES);
    }
}
