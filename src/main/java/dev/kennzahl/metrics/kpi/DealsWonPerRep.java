package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Employees;
import dev.kennzahl.metrics.subject.WorkedDeals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Won deals ÷ reps active in the period. Variants: {@code with_deals} (default) takes for active who owns a deal that was created
 * or closed in the period; {@code employed} takes everybody of the data set employees who was employed on any of its days. Count,
 * four decimals half even · the reps of parts of a period do not add up.
 */
@Singleton
public final class DealsWonPerRep extends RatioKpi {
    private static final String DEALS =
            """
            deal_id,stage,status,owner_id,created_at,closed_at
            A,won,won,E1,2026-01-05,2026-02-03
            B,won,won,E1,2026-02-01,2026-02-28
            C,won,won,E2,2026-01-10,2026-02-10
            D,new,open,E3,2026-02-10,
            E,new,open,E4,2026-01-10,
            """;
    private static final String EMPLOYEES =
            """
            employee_id,name,hired_on,left_on
            E1,Ada,2020-01-01,
            E2,Ben,2026-02-15,
            E5,Eve,2020-01-01,2026-01-31
            """;

    DealsWonPerRep(DealsWon won) {
        super(
                kpi("deals_won_per_rep")
                        .higherIsBetter()
                        .variants("with_deals", "employed")
                        .builtOn(won.definition())
                        .examples(
                                new WorkedExample(
                                        "with_deals",
                                        DEALS,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "1.0000",
                                        "3 won deals ÷ 3 reps: E1 and E2 closed deals, E3 created one. E4 did neither in February."),
                                new WorkedExample(
                                                "employed",
                                                DEALS,
                                                LocalDate.of(2026, 2, 1),
                                                LocalDate.of(2026, 3, 1),
                                                "1.5000",
                                                "3 won deals ÷ 2 employees; E5 left the day before.")
                                        .with("employees", EMPLOYEES)),
                Map.of(
                        "with_deals",
                        new Parts(
                                won.measure(),
                                new Measure(
                                        WorkedDeals.CREATED_OR_CLOSED,
                                        WorkedDeals.OWNED,
                                        WorkedDeals.REP,
                                        Aggregate.DISTINCT)),
                        "employed",
                        new Parts(won.measure(), Measure.count(Employees.EMPLOYED.countingWhole(), Employees.ANY))));
    }
}
