package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Sums amount × probability, as both stood then, of the deals open at the end of the bucket. Money · a balance, never summed over
 * time. The probability is the sender's, of the deal itself; a deal without one is not known and adds nothing.
 */
@Singleton
public final class WeightedPipeline extends SimpleKpi {
    WeightedPipeline() {
        super(
                kpi("weighted_pipeline")
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .examples(new WorkedExample(
                                "default",
                                """
                                deal_id,stage,status,amount,probability,changed_at
                                A,new,open,1000,0.1,2026-02-01
                                A,offer,open,1000,0.5,2026-02-20
                                B,new,open,200,0.25,2026-02-03
                                C,new,open,9000,,2026-02-03
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "550",
                                "1000 × 0.5 + 200 × 0.25. Nobody knows the probability of C.")),
                Measure.sum(Deals.BUCKET_END, Deals.OPEN, Deals.WEIGHTED_AMOUNT));
    }
}
