package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Surveys;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * The mean of the ratings of how customers feel looked after, as given, by the instant of the answer; of one scale only, as means
 * of several say nothing. By the employee it is about, and that employee's team. Points, six decimals half even.
 */
@Singleton
public final class CareQuality extends RatioKpi {
    private static final String SURVEYS =
            """
            response_id,answered_at,kind,score,employee_id
            1,2026-02-03,care_quality,5,E1
            2,2026-02-04,care_quality,4,E1
            3,2026-02-05,care_quality,3,E2
            4,2026-02-06,csat,1,E1
            """;

    CareQuality() {
        super(
                kpi("care_quality")
                        .category(KpiCategory.CUSTOMERS)
                        .unit(Unit.POINTS)
                        .higherIsBetter()
                        .examples(
                                example("4.000000", "(5 + 4 + 3) ÷ 3."),
                                example("4.500000", "By employee, the first of them: E1 has (5 + 4) ÷ 2.")
                                        .by("owner")),
                Map.of(
                        "default",
                        new Parts(
                                Measure.sum(Surveys.ANSWERED, Surveys.CARE_QUALITY, Surveys.SCORE),
                                Measure.count(Surveys.ANSWERED, Surveys.CARE_QUALITY))));
    }

    private static WorkedExample example(String value, String explanation) {
        return WorkedExample.of(
                "default", "surveys", SURVEYS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
