package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiOption;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.LeadScore;
import dev.kennzahl.metrics.subject.Leads;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Of the leads created in the period, the share whose score reaches the option {@code threshold} (default 70); scores as in
 * {@code lead_quality_score}. Ratio, six decimals half even.
 */
@Singleton
public final class HighQualityLeadShare extends RatioKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,score
            A,2026-02-05,open,90
            B,2026-02-06,open,70
            C,2026-02-07,open,69.9
            D,2026-02-08,open,
            """;

    HighQualityLeadShare(LeadsCreated created) {
        super(
                kpi("high_quality_lead_share")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .options(new KpiOption("threshold", 70, 0, 100))
                        .builtOn(created.definition())
                        .alsoReads("activities", "orders")
                        .examples(
                                example("default", "0.500000", "A and B of 4 reach 70; nothing speaks for D."),
                                example("default", "0.250000", "Only A reaches 80.")
                                        .option("threshold", 80)),
                Map.of(
                        "default",
                        new Parts(
                                Term.of(Measure.sum(Leads.CREATED, Leads.ANY, LeadScore.HIGH)),
                                Term.of(created.measure()),
                                true)));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant, "leads", LEADS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
