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
 * Of the leads created in the period, the share that led to a deal, won or not: the lead names it, or a deal that is neither
 * deleted nor merged names the lead. Ratio, six decimals half even.
 */
@Singleton
public final class LeadToDealRate extends RatioKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,deal_id
            A,2026-02-05,converted,D1
            B,2026-02-06,qualified,
            C,2026-02-07,open,
            D,2026-02-08,open,
            """;
    private static final String DEALS =
            """
            deal_id,stage,status,lead_id
            D2,new,lost,B
            """;

    LeadToDealRate(LeadsCreated created) {
        super(
                kpi("lead_to_deal_rate")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .builtOn(created.definition())
                        .alsoReads("deals")
                        .examples(WorkedExample.of(
                                        "default",
                                        "leads",
                                        LEADS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "0.500000",
                                        "A names D1, and D2 names B; C and D led to nothing.")
                                .with("deals", DEALS)),
                KpiKind.CONVERSION,
                Map.of(
                        "default",
                        Parts.proportion(Measure.count(Leads.CREATED, Leads.LED_TO_DEAL), created.measure())));
    }
}
