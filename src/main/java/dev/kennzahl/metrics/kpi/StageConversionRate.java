package dev.kennzahl.metrics.kpi;

import java.time.LocalDate;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.RatioKpi;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.StageVisits;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Of the visits of deals to stages that began in the period, the share whose deal moved on: afterwards entered a stage it had not
 * been in before, or ended up won. Stages have no order of their own here, so what is new to the deal counts as later. Ratio, six
 * decimals half even · grouped by stage it is the conversion of each stage.
 */
@Singleton
public final class StageConversionRate extends RatioKpi {
    StageConversionRate() {
        super(
                kpi("stage_conversion_rate")
                        .unit(Unit.RATIO)
                        .share()
                        .higherIsBetter()
                        .examples(new WorkedExample(
                                        "default",
                                        """
                                        deal_id,stage,status,changed_at
                                        A,new,open,2026-02-01
                                        A,offer,open,2026-02-05
                                        A,won,won,2026-02-20
                                        B,new,open,2026-02-02
                                        B,offer,open,2026-03-05
                                        B,new,open,2026-03-06
                                        C,new,open,2026-02-03
                                        C,lost,lost,2026-02-10
                                        """,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "0.666667",
                                        "A, B and C entered new in February; A and B went on to an offer, C was lost.")
                                .by("stage")),
                KpiKind.CONVERSION,
                Map.of(
                        "default",
                        Parts.proportion(
                                Measure.count(StageVisits.ENTERED, StageVisits.MOVED_ON),
                                Measure.count(StageVisits.ENTERED, Condition.ANY))));
    }
}
