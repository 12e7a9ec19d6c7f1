package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Costs;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Marketing cost incurred in the period ÷ leads created in it. Money, four decimals half even · null without leads · costs count
 * only for the channels, campaigns, regions and employees that they name themselves.
 */
@Singleton
public final class CostPerLead extends RatioKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status
            A,2026-02-05,open
            B,2026-02-06,open
            C,2026-02-07,open
            """;
    private static final String COSTS =
            """
            cost_id,incurred_on,category,amount
            K1,2026-02-01,marketing,400
            K2,2026-02-28,marketing,-100
            K3,2026-02-28,sales,9999
            """;

    CostPerLead(LeadsCreated created) {
        super(
                kpi("cost_per_lead")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.MONEY)
                        .lowerIsBetter()
                        .builtOn(created.definition())
                        .examples(WorkedExample.of(
                                        "default",
                                        "leads",
                                        LEADS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "100.0000",
                                        "(400 − 100) ÷ 3 leads; sales cost does not count.")
                                .with("costs", COSTS)),
                Map.of(
                        "default",
                        new Parts(Measure.sum(Costs.INCURRED, Costs.MARKETING, Costs.AMOUNT), created.measure())));
    }
}
