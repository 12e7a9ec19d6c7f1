package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/** Counts deals that ended up won, by closing date; a deal closed twice counts once, at its last closing. Count · additive. */
@Singleton
public final class DealsWon extends SimpleKpi {
    DealsWon() {
        super(
                kpi("deals_won")
                        .higherIsBetter()
                        .examples(new WorkedExample(
                                "default",
                                """
                                deal_id,stage,status,closed_at,changed_at
                                A,won,won,2026-02-03,2026-02-03
                                A,negotiation,open,,2026-02-10
                                A,won,won,2026-03-05,2026-03-05
                                B,won,won,2026-03-07,2026-03-07
                                """,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 4, 1),
                                "2",
                                "A was won in February, reopened, and won again in March: one won deal. B makes two.")),
                Measure.count(Deals.CLOSED, Deals.WON));
    }
}
