package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.DistributionKpi;
import dev.kennzahl.metrics.subject.Leads;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Days from first contact to decision of the leads decided on in the period: converted or disqualified, the last time. First
 * contact as in {@code lead_response_time}; leads without one, or with none before the decision, are left out. Days on the
 * tenant's clocks, six decimals half even.
 */
@Singleton
public final class LeadHandlingTime extends DistributionKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,first_contact_at,converted_at,disqualified_at
            A,2026-01-02,converted,2026-01-05,2026-02-04,
            B,2026-02-01,disqualified,2026-02-02,,2026-02-06
            C,2026-02-01,converted,2026-02-03,2026-02-08,2026-02-04
            D,2026-02-01,disqualified,,,2026-02-06
            """;

    LeadHandlingTime() {
        super(
                kpi("lead_handling_time")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.DAYS)
                        .lowerIsBetter()
                        .alsoReads("activities")
                        .examples(
                                example(
                                        "mean",
                                        "13.000000",
                                        "A took 30 days, B 4, C 5 to its last decision: 39 ÷ 3. D was never contacted."),
                                example("median", "5.000000", "The middle one of 4, 5 and 30."),
                                example("p90", "25.000000", "Between 5 and 30, eight tenths of the way.")),
                Leads.DECIDED,
                Leads.HANDLED,
                Leads.HANDLING_TIME);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant, "leads", LEADS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
