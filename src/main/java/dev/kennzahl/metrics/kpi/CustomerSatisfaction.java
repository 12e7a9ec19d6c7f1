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
 * How satisfied customers say they are, by the instant of the answer. Variants: {@code top_two} (default) is the share of ratings in
 * the top two boxes of their scale, which are one point wide: at least the best score less 1. {@code mean} is the mean rating as
 * given, in points; of one scale only, as means of several say nothing. A rating without a best score is taken to be on a scale up
 * to 5, and left out where it is beyond. Ratio or points, six decimals half even.
 */
@Singleton
public final class CustomerSatisfaction extends RatioKpi {
    private static final String SURVEYS =
            """
            response_id,answered_at,kind,score,scale_min,scale_max
            1,2026-02-03,csat,5,1,5
            2,2026-02-04,csat,4,,
            3,2026-02-05,csat,3,1,5
            4,2026-02-06,csat,1,1,5
            5,2026-02-06,csat,8,,
            6,2026-02-06,nps,9,0,10
            """;

    CustomerSatisfaction() {
        super(
                kpi("customer_satisfaction")
                        .category(KpiCategory.CUSTOMERS)
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .variants("top_two", "mean")
                        .unitOf("mean", Unit.POINTS)
                        .examples(
                                example(
                                        "top_two",
                                        "0.500000",
                                        "5 and 4 of 4 ratings; 8 has no place on a scale up to 5."),
                                example("mean", "3.250000", "(5 + 4 + 3 + 1) ÷ 4."),
                                WorkedExample.of(
                                        "top_two",
                                        "surveys",
                                        "response_id,answered_at,kind,score,scale_min,scale_max\n1,2026-02-03,csat,1,1,2\n2,2026-02-03,csat,2,1,2\n",
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "1.000000",
                                        "A trap: on a scale of two steps both are the top two, whatever is answered.")),
                Map.of(
                        "top_two",
                        Parts.proportion(
                                Measure.count(Surveys.ANSWERED, Surveys.TOP_TWO),
                                Measure.count(Surveys.ANSWERED, Surveys.CSAT)),
                        "mean",
                        new Parts(
                                Measure.sum(Surveys.ANSWERED, Surveys.CSAT, Surveys.SCORE),
                                Measure.count(Surveys.ANSWERED, Surveys.CSAT))));
    }

    private static WorkedExample example(String variant, String value, String explanation) {
        return WorkedExample.of(
                variant, "surveys", SURVEYS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation);
    }
}
