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
 * Days from the beginning of the first day of work to the closing of the first won deal of the employee, of those hired in the
 * bucket. Deals closed before the first day do not count; who has won none is left out, so a young bucket looks quicker than it
 * will. Days on the clocks of the tenant, six decimals half even.
 */
@Singleton
public final class RampTime extends DistributionKpi {
    private static final String EMPLOYEES =
            """
            employee_id,hired_on
            E1,2026-02-02
            E2,2026-02-02
            E3,2026-02-16
            E4,2026-02-16
            E5,2025-02-01
            """;
    private static final String DEALS =
            """
            deal_id,stage,status,owner_id,closed_at
            A,won,won,E1,2026-01-15
            B,won,won,E1,2026-04-03
            C,won,won,E1,2026-05-04
            D,lost,lost,E2,2026-03-01
            E,won,won,E2,2026-05-03
            F,won,won,E3,2026-02-26
            G,won,won,E5,2026-02-03
            """;

    RampTime() {
        super(
                kpi("ramp_time")
                        .category(KpiCategory.TEAM)
                        .unit(Unit.DAYS)
                        .lowerIsBetter()
                        .alsoReads("deals")
                        .examples(
                                example(
                                        "mean",
                                        "53.333333",
                                        "E1 after 60 days, E2 after 90, E3 after 10: 160 ÷ 3. Deal A was closed before E1 was hired; E4 has won nothing, E5 was hired earlier."),
                                example("median", "60.000000", "The middle one of 10, 60 and 90."),
                                example("p90", "84.000000", "Between 60 and 90, eight tenths of the way.")),
                Hires.HIRED,
                Hires.WON_DEAL,
                Hires.TIME_TO_WIN);
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
                .with("deals", DEALS);
    }
}
