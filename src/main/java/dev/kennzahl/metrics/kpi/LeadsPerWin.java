package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Leads created in the period ÷ deals won in it that stem from a lead: how many leads one win takes. The deal names the lead, or a
 * lead that is neither deleted nor merged names the deal. Count, four decimals half even · null without such a win.
 */
@Singleton
public final class LeadsPerWin extends RatioKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,deal_id
            A,2026-02-05,converted,D1
            B,2026-02-06,qualified,
            C,2026-02-07,open,
            """;
    private static final String DEALS =
            """
            deal_id,stage,status,closed_at,lead_id
            D1,won,won,2026-02-20,
            D2,won,won,2026-02-21,OLD
            D3,won,won,2026-02-22,
            D4,lost,lost,2026-02-23,B
            """;

    LeadsPerWin(LeadsCreated created) {
        super(
                kpi("leads_per_win")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.COUNT)
                        .lowerIsBetter()
                        .builtOn(created.definition())
                        .examples(WorkedExample.of(
                                        "default",
                                        "leads",
                                        LEADS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "1.5000",
                                        "3 leads ÷ 2 wins: D1, which A names, and D2. D3 stems from no lead, D4 was lost.")
                                .with("deals", DEALS)),
                Map.of("default", new Parts(created.measure(), Measure.count(Deals.CLOSED, Deals.WON_FROM_LEAD))));
    }
}
