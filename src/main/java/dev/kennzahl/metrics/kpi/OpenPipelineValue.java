package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/** Sums the amounts, as they stood then, of the deals open at the end of the bucket. Money · a balance, never summed over time. */
@Singleton
public final class OpenPipelineValue extends SimpleKpi {
    OpenPipelineValue() {
        super(
                kpi("open_pipeline_value")
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .examples(new WorkedExample(
                                "default",
                                """
                                deal_id,stage,status,amount,changed_at
                                A,new,open,1000,2026-02-01
                                A,offer,open,1500,2026-02-20
                                A,offer,open,1800,2026-03-02
                                B,new,open,200,2026-02-03
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "1700",
                                "At the end of February A stands at 1500, B at 200. The 1800 came later.")),
                Measure.sum(Deals.BUCKET_END, Deals.OPEN, Deals.OPEN_AMOUNT));
    }
}
