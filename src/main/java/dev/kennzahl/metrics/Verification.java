package dev.kennzahl.metrics;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;

/**
 * What became of an answer.
 *
 * @param kpi what was asked for
 * @param recordsThen how many records stood behind the answer, as {@link Receipt#records} counts them
 * @param recordsNow how many stand behind the answer to the same question now
 * @param causes what changed that the answer follows from; empty unless changed
 * @param values the values that differ, up to a limit; empty unless changed
 * @param moreValues how many more differ
 */
public record Verification(
        Status status,
        String kpi,
        long recordsThen,
        long recordsNow,
        List<Cause> causes,
        List<Difference> values,
        int moreValues) {

    /** The verdict. */
    public enum Status {
        /** The same question has the same answer now. */
        SAME,
        /** The answer was what the receipt says, and is another one now. */
        CHANGED,
        /** Under the same definition and settings, what was known then does not give the answer that the receipt stands for. */
        MISMATCH
    }

    /** What an answer follows from. */
    public enum Ground {
        /** The version of the KPI's definition. */
        DEFINITION,
        /** The zone that days begin in. */
        TIMEZONE,
        /** The first day of the week. */
        WEEK_START,
        /** The month a fiscal year begins in. */
        FISCAL_YEAR_START_MONTH,
        /** The tenant's currency. */
        CURRENCY,
        /** By what the tenant tells who is a customer. */
        CHURN_MODEL,
        /** The newest change that the answer can hold. */
        WATERMARK,
        /** The moment of asking, when nothing else changed: what is under way grows by itself. */
        TIME
    }

    /** A ground and what it was and is, as text. */
    public record Cause(Ground ground, String before, String after) {}

    /**
     * A value that differs.
     *
     * @param group of which group
     * @param others whether it is of all groups beyond the limit
     * @param bucket of which bucket
     * @param comparison which comparison's value it is; null for the bucket's own
     * @param before null where the answer had no such group or bucket
     * @param after null where it has none any more
     */
    public record Difference(
            List<KpiResult.GroupValue> group,
            boolean others,
            ReportingPeriod bucket,
            @Nullable Comparison comparison,
            @Nullable KpiValue before,
            @Nullable KpiValue after) {}
}
