package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.DistributionKpi;
import dev.kennzahl.metrics.subject.LeadVisits;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Days that leads stay open or qualified, by the date they enter the status: mean, median, 90th percentile; the dimension {@code
 * status} tells the two apart. A stay that is not over counts up to the instant the answer is as of. Days on the tenant's clocks,
 * six decimals half even.
 */
@Singleton
public final class LeadDuration extends DistributionKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,qualified_at,converted_at,disqualified_at
            A,2026-02-01,converted,2026-02-05,2026-02-25,
            B,2026-02-01,disqualified,,,2026-02-07
            C,2026-01-01,disqualified,,,2026-02-07
            """;

    LeadDuration() {
        super(
                kpi("lead_duration")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.DAYS)
                        .lowerIsBetter()
                        .examples(
                                example(
                                        "mean",
                                        "10.000000",
                                        "A was open for 4 days and qualified for 20, B open for 6: 30 ÷ 3. C entered in January."),
                                example("median", "6.000000", "The middle one of 4, 6 and 20."),
                                example("p90", "17.200000", "Between 6 and 20, eight tenths of the way.")),
                LeadVisits.ENTERED,
                LeadVisits.BEGUN,
                LeadVisits.LENGTH);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant, "leads", LEADS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
