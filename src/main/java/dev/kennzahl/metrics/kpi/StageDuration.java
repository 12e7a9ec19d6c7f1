package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.DistributionKpi;
import dev.kennzahl.metrics.subject.StageVisits;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Days from entering a stage to leaving it, of the visits that began in the period; a visit that goes on counts up to the instant
 * the answer is as of. Days are differences of local wall-clock times. Days, six decimals half even.
 */
@Singleton
public final class StageDuration extends DistributionKpi {
    private static final String DEALS =
            """
            deal_id,stage,status,changed_at
            A,new,open,2026-02-01
            A,offer,open,2026-02-05
            A,new,open,2026-02-06
            A,won,won,2026-02-16
            B,offer,open,2026-02-01
            B,lost,lost,2026-02-03
            """;

    StageDuration() {
        super(
                kpi("stage_duration")
                        .unit(Unit.DAYS)
                        .lowerIsBetter()
                        .examples(
                                example(
                                        "mean",
                                        "4.250000",
                                        "A was 4 days new, 1 in offer, 10 new again, B 2 in offer: 17 ÷ 4."),
                                example("median", "3.000000", "Halfway between 2 and 4."),
                                example("p90", "8.200000", "Between 4 and 10, seven tenths of the way.")),
                StageVisits.ENTERED,
                StageVisits.BEGUN,
                StageVisits.DURATION);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return new WorkedExample(
                variant, DEALS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
