package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.RatioKpi;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/** Won revenue ÷ won deals. Money, rounded to four decimals half even. Won deals without an amount count below the line. */
@Singleton
public final class AverageDealValue extends RatioKpi {
    AverageDealValue(WonRevenue revenue, DealsWon won) {
        super(
                kpi("average_deal_value")
                        .category(KpiCategory.REVENUE)
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .builtOn(revenue.definition(), won.definition())
                        .examples(new WorkedExample(
                                "default",
                                """
                                deal_id,stage,status,amount,closed_at
                                A,won,won,1000,2026-02-03
                                B,won,won,500,2026-02-04
                                C,lost,lost,9000,2026-02-05
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "750.0000",
                                "(1000 + 500) ÷ 2; the lost deal is in neither part.")),
                Map.of("default", new Parts(revenue.measure(), won.measure())));
    }
}
