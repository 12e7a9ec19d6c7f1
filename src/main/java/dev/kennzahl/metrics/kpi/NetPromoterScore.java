package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.NetShareKpi;
import dev.kennzahl.metrics.subject.Surveys;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Promoters (9 and 10) less detractors (0 to 6), in per cent of all answers, by the instant of the answer; from −100 to 100.
 * Reichheld (2003), <i>The One Number You Need to Grow</i>, Harvard Business Review 81(12). Points, six decimals half even, with the
 * number of answers as sample and a 95 % interval.
 */
@Singleton
public final class NetPromoterScore extends NetShareKpi {
    NetPromoterScore() {
        super(
                kpi("net_promoter_score")
                        .category(KpiCategory.CUSTOMERS)
                        .unit(Unit.POINTS)
                        .between(-100, 100)
                        .higherIsBetter()
                        .examples(
                                WorkedExample.of(
                                        "default",
                                        "surveys",
                                        """
                                response_id,answered_at,kind,score
                                1,2026-02-03,nps,10
                                2,2026-02-04,nps,9
                                3,2026-02-05,nps,8
                                4,2026-02-06,nps,6
                                5,2026-02-07,csat,5
                                """,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "25.000000",
                                        "2 promoters less 1 detractor of 4 answers; 8 is passive, the csat answer is another question.")),
                Surveys.ANSWERED,
                Surveys.PROMOTER,
                Surveys.DETRACTOR,
                Surveys.NPS);
    }
}
