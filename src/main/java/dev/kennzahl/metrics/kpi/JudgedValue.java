package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.NullReason;

/** Values made of what forecasts missed; their sample are the forecasts that were judged. */
final class JudgedValue {
    private JudgedValue() {}

    static KpiValue quotient(MeasureValue above, MeasureValue below) {
        return quotient(above, above.value(), below.value());
    }

    /**
     * One part divided by the other.
     *
     * @param judged says how many forecasts were judged
     * @param above null where it is not defined for what came
     * @param below the same
     */
    static KpiValue quotient(MeasureValue judged, @Nullable BigDecimal above, @Nullable BigDecimal below) {
        if (judged.foreign() > 0) {
            return new KpiValue(null, null, null, judged.records(), NullReason.EXCHANGE_RATE_MISSING);
        }
        if (judged.records() == 0) {
            return new KpiValue(null, null, null, 0, NullReason.NO_FORECAST);
        }
        if (above == null || below == null || below.signum() == 0) {
            return new KpiValue(null, above, below, judged.records(), NullReason.NO_DENOMINATOR);
        }
        return new KpiValue(
                above.divide(below, Unit.RATIO.scale(), RoundingMode.HALF_EVEN), above, below, judged.records(), null);
    }
}
