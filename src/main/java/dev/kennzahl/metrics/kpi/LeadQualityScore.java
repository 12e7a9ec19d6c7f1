package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.LeadScore;
import dev.kennzahl.metrics.subject.Leads;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * The mean score of the leads created in the period, 0 to 100; where the sender gives none, the one that {@link LeadScore} computes
 * from interest shown, earlier purchases and company size. Points, six decimals half even.
 */
@Singleton
public final class LeadQualityScore extends RatioKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,score,customer_id,company_size
            A,2026-02-05,open,90,,
            B,2026-02-06,open,,C1,"1,200 employees"
            C,2026-02-07,open,,,
            """;
    private static final String ACTIVITIES =
            """
            activity_id,occurred_at,type,direction,lead_id
            1,2026-02-08,call,out,B
            2,2026-02-09,email_click,in,B
            """;
    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount
            1,2025-06-01,C1,500
            """;

    LeadQualityScore(LeadsCreated created) {
        super(
                kpi("lead_quality_score")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.POINTS)
                        .between(0, 100)
                        .higherIsBetter()
                        .builtOn(created.definition())
                        .alsoReads("activities", "orders")
                        .examples(WorkedExample.of(
                                        "default",
                                        "leads",
                                        LEADS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "48.333333",
                                        "A has 90. B gets 5 for the call, 10 for the click, 20 for the earlier order and 20 for its size, C nothing: (90 + 55 + 0) ÷ 3.")
                                .with("activities", ACTIVITIES)
                                .with("orders", ORDERS)),
                Map.of(
                        "default",
                        new Parts(Measure.sum(Leads.CREATED, Leads.ANY, LeadScore.POINTS), created.measure())));
    }
}
