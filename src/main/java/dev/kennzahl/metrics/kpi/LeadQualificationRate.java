package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Leads;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * The share of leads that are qualified. Variants: {@code cohort} (default) of the leads created in the period those ever
 * qualified, whenever; {@code period} divides qualifications of the period by creations of the period. Converted leads count as
 * qualified, with or without the date. Ratio, six decimals half even.
 */
@Singleton
public final class LeadQualificationRate extends RatioKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,qualified_at
            A,2026-01-10,qualified,2026-02-03
            B,2026-02-05,disqualified,2026-03-10
            C,2026-02-06,converted,
            D,2026-02-07,open,
            E,2026-02-08,open,
            """;

    LeadQualificationRate(LeadsCreated created, QualifiedLeads qualified) {
        super(
                kpi("lead_qualification_rate")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.RATIO)
                        .share("cohort")
                        .higherIsBetter()
                        .variants("cohort", "period")
                        .builtOn(created.definition(), qualified.definition())
                        .examples(
                                example(
                                        "cohort",
                                        "0.500000",
                                        "Of B, C, D and E, created in February, B was qualified in March and C converted."),
                                example(
                                        "period",
                                        "0.250000",
                                        "One qualification in February, that of A, by 4 leads created.")),
                KpiKind.CONVERSION,
                Map.of(
                        "cohort",
                        Parts.proportion(Measure.count(Leads.CREATED, Leads.EVER_QUALIFIED), created.measure()),
                        "period",
                        new Parts(qualified.measure(), created.measure())));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant, "leads", LEADS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
