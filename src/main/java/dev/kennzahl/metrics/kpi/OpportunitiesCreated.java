package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/** Counts deals by creation date, whatever became of them but deletion and merging; without a creation date they count nowhere. Count · additive. */
@Singleton
public final class OpportunitiesCreated extends SimpleKpi {
    OpportunitiesCreated() {
        super(
                kpi("opportunities_created")
                        .higherIsBetter()
                        .examples(new WorkedExample(
                                "default",
                                """
                                deal_id,stage,status,created_at,closed_at
                                A,new,open,2026-02-01,
                                B,won,won,2026-02-28,2026-03-10
                                C,new,open,,
                                D,new,open,2026-03-01,
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "2",
                                "A and B were created in February. Nobody knows when C was, D is a day late.")),
                Measure.count(Deals.CREATED, Deals.ANY));
    }
}
