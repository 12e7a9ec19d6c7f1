package dev.kennzahl.forecast.kpi;

import java.util.List;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.metrics.KpiResult;

/**
 * What a KPI was, whole bucket by whole bucket.
 *
 * @param answer the engine's, from which it comes
 * @param lines one for each group
 */
public record KpiHistory(KpiResult answer, List<Line> lines) {

    /**
     * The history of one group.
     *
     * @param others whether it stands for all groups beyond a limit
     * @param before how many buckets before the first record were left out
     * @param unfinished how many buckets that are cut, or not over yet, were left out
     * @param buckets in order of time
     * @param values one for each bucket; NaN where the KPI has none
     */
    public record Line(
            List<KpiResult.GroupValue> group,
            boolean others,
            int before,
            int unfinished,
            List<ReportingPeriod> buckets,
            GappyValues values) {
        /** Whether there is any value at all. */
        public boolean isKnown() {
            return values.known() > 0;
        }
    }

    /** How many buckets make up a season: a year of months, quarters or weeks, a week of days. */
    public int period() {
        return period(answer.query().grain());
    }

    static int period(Grain grain) {
        return switch (grain) {
            case DAY -> 7;
            case WEEK -> 52;
            case MONTH -> 12;
            case QUARTER -> 4;
            case YEAR, TOTAL -> 1;
        };
    }
}
