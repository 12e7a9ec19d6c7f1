package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.DistributionKpi;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Hours from the creation of a deal to the first activity that names it, whatever its type and direction, of the deals created in
 * the period; deals without activity are left out. Elapsed hours, six decimals half even; negative where an activity was recorded
 * for an instant before the deal was created.
 */
@Singleton
public final class FirstContactToDeal extends DistributionKpi {
    private static final String DEALS =
            """
            deal_id,stage,status,created_at
            A,new,open,2026-02-03T09:00:00Z
            B,new,open,2026-02-03T10:00:00Z
            C,new,open,2026-02-04T10:00:00Z
            D,new,open,2026-02-05T10:00:00Z
            """;
    private static final String ACTIVITIES =
            """
            activity_id,occurred_at,type,direction,deal_id
            1,2026-02-03T10:30:00Z,mail,out,A
            2,2026-02-03T09:30:00Z,call,in,A
            3,2026-02-03T12:00:00Z,call,out,B
            4,2026-02-05T10:00:00Z,call,out,C
            """;

    FirstContactToDeal() {
        super(
                kpi("first_contact_to_deal")
                        .unit(Unit.HOURS)
                        .lowerIsBetter()
                        .alsoReads("activities")
                        .examples(
                                example(
                                        "mean",
                                        "8.833333",
                                        "A after half an hour, B after 2, C after 24: 26.5 ÷ 3. Nobody touched D."),
                                example("median", "2.000000", "The middle one of 0.5, 2 and 24."),
                                example("p90", "19.600000", "Between 2 and 24, eight tenths of the way.")),
                Deals.CREATED,
                Deals.CONTACTED,
                Deals.TIME_TO_CONTACT);
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return new WorkedExample(variant, DEALS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation)
                .with("activities", ACTIVITIES);
    }
}
