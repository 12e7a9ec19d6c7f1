package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Counts the deals that were open at the end of the bucket, in valid time. A balance: adds up over dimensions, never over
 * time. A deal whose creation date is unknown is taken to have been open since the records begin.
 */
@Singleton
public final class OpenPipelineCount extends SimpleKpi {
    OpenPipelineCount() {
        super(
                kpi("open_pipeline_count")
                        .higherIsBetter()
                        .examples(new WorkedExample(
                                "default",
                                """
                                deal_id,stage,status,created_at,closed_at
                                A,new,open,2026-02-10,
                                B,won,won,2026-01-15,2026-02-20
                                C,won,won,2026-02-01,2026-03-01
                                D,new,open,2026-03-01,
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "2",
                                "At the end of February A and C are open. B was won before, D does not exist yet.")),
                Measure.count(Deals.BUCKET_END, Deals.OPEN));
    }
}
