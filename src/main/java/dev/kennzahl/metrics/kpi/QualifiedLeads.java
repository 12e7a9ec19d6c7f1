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
 * Counts leads by their qualification date, whatever became of them since; leaves out deleted and merged ones and those without the
 * date. Count · additive over time and all dimensions.
 */
@Singleton
public final class QualifiedLeads extends SimpleKpi {
    private static final String LEADS =
            """
            lead_id,created_at,status,qualified_at
            A,2026-01-10,qualified,2026-02-03
            B,2026-02-05,disqualified,2026-02-10
            C,2026-02-06,qualified,2026-03-01
            D,2026-02-06,open,
            """;

    QualifiedLeads() {
        super(
                kpi("qualified_leads")
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
                                "A and B were qualified in February; B was turned down later and still counts.")),
                Measure.count(Leads.QUALIFIED, Leads.ANY));
    }
}
