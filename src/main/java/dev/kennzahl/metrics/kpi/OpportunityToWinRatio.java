package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Opportunities ÷ won deals: how many it takes for one. Ratio, six decimals half even. Variants: {@code period} (default) divides
 * the deals created in the period by those won in it, whenever they were created; {@code cohort} divides the deals created in the
 * period by those of them that ended up won, whenever that was.
 */
@Singleton
public final class OpportunityToWinRatio extends RatioKpi {
    private static final String DEALS =
            """
            deal_id,stage,status,created_at,closed_at
            A,won,won,2026-01-05,2026-02-03
            B,won,won,2026-02-01,2026-02-28
            C,lost,lost,2026-02-02,2026-02-10
            D,new,open,2026-02-10,
            E,won,won,2026-02-11,2026-03-10
            F,won,won,,2026-02-10
            """;

    OpportunityToWinRatio(OpportunitiesCreated created, DealsWon won) {
        super(
                kpi("opportunity_to_win_ratio")
                        .unit(Unit.RATIO)
                        .lowerIsBetter()
                        .variants("period", "cohort")
                        .builtOn(created.definition(), won.definition())
                        .examples(
                                new WorkedExample(
                                        "period",
                                        DEALS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "1.333333",
                                        "B, C, D and E were created in February, A, B and F won: 4 ÷ 3."),
                                new WorkedExample(
                                        "cohort",
                                        DEALS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "2.000000",
                                        "Of the four that were created in February B and E were won.")),
                Map.of(
                        "period",
                        new Parts(created.measure(), won.measure()),
                        "cohort",
                        new Parts(created.measure(), Measure.count(Deals.CREATED, Deals.WON))));
    }
}
