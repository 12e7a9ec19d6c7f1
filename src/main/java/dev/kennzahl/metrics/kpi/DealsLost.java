package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/** Counts deals that ended up lost, by closing date. Count · additive. */
@Singleton
public final class DealsLost extends SimpleKpi {
    DealsLost() {
        super(
                kpi("deals_lost")
                        .lowerIsBetter()
                        .examples(new WorkedExample(
                                "default",
                                """
                                deal_id,stage,status,closed_at
                                A,lost,lost,2026-02-03
                                B,won,won,2026-02-04
                                C,lost,lost,2026-01-31
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "1",
                                "Only A was lost in February.")),
                Measure.count(Deals.CLOSED, Deals.LOST));
    }
}
