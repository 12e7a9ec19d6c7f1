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
 * Won ÷ (won + lost), by closing date; open deals are in neither part. Ratio, six decimals half even. Variants: {@code
 * by_count} (default) counts deals, {@code by_value} adds up amounts, which misleads where lost deals carry an amount of 0, {@code cohort} looks at the deals created in
 * the period, whenever they were decided.
 */
@Singleton
public final class WinRate extends RatioKpi {
    private static final String DEALS =
            """
            deal_id,stage,status,amount,closed_at
            A,won,won,100,2026-02-03
            B,won,won,200,2026-02-04
            C,lost,lost,700,2026-02-05
            D,new,open,5000,
            """;

    WinRate(WonRevenue revenue, DealsWon won) {
        super(
                kpi("win_rate")
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .variants("by_count", "by_value", "cohort")
                        .builtOn(revenue.definition(), won.definition())
                        .examples(
                                new WorkedExample(
                                        "by_count",
                                        DEALS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "0.666667",
                                        "2 won of 3 closed; D is open and in neither part."),
                                new WorkedExample(
                                        "by_value",
                                        DEALS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "0.300000",
                                        "(100 + 200) ÷ (100 + 200 + 700)."),
                                new WorkedExample(
                                        "cohort",
                                        """
                                        deal_id,stage,status,created_at,closed_at
                                        A,won,won,2026-02-01,2026-04-03
                                        B,lost,lost,2026-02-05,2026-02-06
                                        C,won,won,2026-01-05,2026-02-07
                                        D,new,open,2026-02-08,
                                        """,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "0.500000",
                                        "Of the deals created in February A was won and B lost; D is open, C older.")),
                Map.of(
                        "by_count",
                        Parts.proportion(won.measure(), Measure.count(Deals.CLOSED, Deals.WON_OR_LOST)),
                        "by_value",
                        new Parts(revenue.measure(), Measure.sum(Deals.CLOSED, Deals.WON_OR_LOST, Deals.AMOUNT)),
                        "cohort",
                        Parts.proportion(
                                Measure.count(Deals.CREATED, Deals.WON),
                                Measure.count(Deals.CREATED, Deals.WON_OR_LOST))));
    }
}
