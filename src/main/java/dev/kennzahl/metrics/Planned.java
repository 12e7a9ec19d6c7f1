package dev.kennzahl.metrics;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.metrics.subject.Aggregate;
import dev.kennzahl.metrics.subject.Targets;

/** What was planned for a KPI: the targets that were set for it, in whatever variant it is asked. */
final class Planned {
    private Planned() {}

    /**
     * The targets as a measure. Those of figures that add up do so, too, each by the days it shares with the bucket; a balance has
     * that of the bucket's last day, all else the mean over its days.
     */
    static Measure measure(KpiDefinition kpi) {
        return new Measure(
                Targets.PERIOD,
                Targets.of(kpi.key()),
                kpi.unit().isMoney() ? Targets.MONEY : Targets.NUMBER,
                switch (kpi.kind()) {
                    case SIMPLE -> Aggregate.SUM;
                    case BALANCE -> Aggregate.LAST;
                    case RATIO, DERIVED, CONVERSION, DISTRIBUTION, FORECAST -> Aggregate.MEAN;
                });
    }

    /** What the targets of one cell make. */
    static KpiValue value(MeasureValue targets) {
        if (targets.records() == 0) {
            return KpiValue.unknown(null, null, 0, NullReason.NO_TARGET);
        }
        return targets.foreign() > 0
                ? KpiValue.unknown(null, null, targets.records(), NullReason.EXCHANGE_RATE_MISSING)
                : new KpiValue(targets.value(), null, null, targets.records(), null);
    }
}
