package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.SimpleKpi;
import dev.kennzahl.metrics.subject.Leads;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Counts leads by the instant they were created, in the tenant's zone, whatever became of them; leaves out deleted and merged ones.
 * Count · additive over time and all dimensions.
 */
@Singleton
public final class LeadsCreated extends SimpleKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status
            A,2026-02-01,open
            B,2026-02-28T23:59:59+01:00,disqualified
            C,2026-03-01,open
            """;

    LeadsCreated() {
        super(
                kpi("leads_created")
                        .category(KpiCategory.LEADS)
                        .unit(Unit.COUNT)
                        .higherIsBetter()
                        .examples(WorkedExample.of(
                                "default",
                                "leads",
                                LEADS,
                                LocalDate.of(2026, 2, 1),
                                LocalDate.of(2026, 3, 1),
                                "2",
                                "A and B were created in February, C on the first day outside.")),
                Measure.count(Leads.CREATED, Leads.ANY));
    }
}
