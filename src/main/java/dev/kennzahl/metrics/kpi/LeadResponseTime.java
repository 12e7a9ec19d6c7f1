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
 * Hours from creation to first contact of the leads created in the period: mean, median, 90th percentile. Without a first contact
 * said, the first activity on the lead that went out is it; leads without any are left out, and who was contacted before creation
 * waited 0 hours. Elapsed hours, nights and weekends included; six decimals half even.
 */
@Singleton
public final class LeadResponseTime extends DistributionKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,first_contact_at
            A,2026-02-02T08:00:00Z,open,2026-02-02T10:00:00Z
            B,2026-02-03T08:00:00Z,open,
            C,2026-02-04T08:00:00Z,open,2026-02-01T08:00:00Z
            D,2026-02-05T08:00:00Z,open,
            """;
    private static final String ACTIVITIES =
            """
            activity_id,occurred_at,type,direction,lead_id
            1,2026-02-03T09:00:00Z,mail,in,B
            2,2026-02-03T18:00:00Z,call,out,B
            """;

    LeadResponseTime() {
        super(
                kpi("lead_response_time")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.HOURS)
                        .lowerIsBetter()
                        .alsoReads("activities")
                        .examples(
                                example(
                                        "mean",
                                        "4.000000",
                                        "A waited 2 hours, B 10 for the call, C none: 12 ÷ 3. Nobody has contacted D."),
                                example("median", "2.000000", "The middle one of 0, 2 and 10."),
                                example("p90", "8.400000", "Between 2 and 10, eight tenths of the way.")),
                Leads.CREATED,
                Leads.CONTACTED,
                Leads.RESPONSE_TIME);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                        variant, "leads", LEADS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation)
                .with("activities", ACTIVITIES);
    }
}
