package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Leads;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * The share of leads that became customers. Variants: {@code cohort} (default) of the leads created in the period those ever
 * converted, with the option {@code window_days} only those converted within so many days of creation (0: whenever); {@code period}
 * divides conversions of the period by creations of the period. Ratio, six decimals half even.
 */
@Singleton
public final class LeadConversionRate extends RatioKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,converted_at
            A,2026-01-10,converted,2026-02-03
            B,2026-02-05,converted,2026-02-25
            C,2026-02-06,converted,2026-05-06
            D,2026-02-07,open,
            E,2026-02-08,disqualified,
            """;

    LeadConversionRate(LeadsCreated created) {
        super(
                kpi("lead_conversion_rate")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.RATIO)
                        .share("cohort")
                        .higherIsBetter()
                        .variants("cohort", "period")
                        .options(new KpiOption("window_days", 0, 0, 3_650))
                        .builtOn(created.definition())
                        .examples(
                                example(
                                        "cohort",
                                        "0.500000",
                                        "Of B, C, D and E, created in February, B and C became customers."),
                                example("cohort", "0.250000", "Within 20 days only B did, on the very last of them.")
                                        .option("window_days", 20),
                                example(
                                        "period",
                                        "0.500000",
                                        "Two conversions in February, A and B, by 4 leads created.")),
                KpiKind.CONVERSION,
                Map.of(
                        "cohort",
                        Parts.proportion(Measure.count(Leads.CREATED, Leads.CONVERTED_IN_WINDOW), created.measure()),
                        "period",
                        new Parts(Measure.count(Leads.CONVERTED, Leads.ANY), created.measure())));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant, "leads", LEADS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
