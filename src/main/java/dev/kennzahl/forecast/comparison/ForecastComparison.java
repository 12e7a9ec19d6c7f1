package dev.kennzahl.forecast.comparison;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer.Range;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.problem.Problem;

/**
 * How forecasts fared.
 *
 * @param pending how many periods are not over yet and could not be judged
 * @param leftOut the methods that cannot be asked in this way, each with why
 */
public record ForecastComparison(
        String target,
        ZoneId timezone,
        @Nullable String currency,
        Instant asOf,
        int pending,
        List<LeftOut> leftOut,
        List<Entry> entries,
        List<Accuracy> accuracy) {

    /** A method that is not in it; the problem is what it says when it is asked alone. */
    public record LeftOut(String method, Problem problem) {}

    /**
     * A forecast and what came.
     *
     * @param at the instant the forecast was made for, from what was so, or known, before it
     * @param value null when there was no forecast; the entry is then in no measure
     * @param actual by the engine that reports it; null when it cannot say, as a rate of exchange is missing: that is not judged
     */
    public record Entry(
            String method,
            String leadTime,
            DealGroup group,
            ReportingPeriod period,
            Instant at,
            @Nullable BigDecimal value,
            @Nullable Range within80,
            @Nullable Range within95,
            @Nullable BigDecimal actual) {

        /** Whether it can be held against what came. */
        boolean isJudged() {
            return value != null && actual != null;
        }

        /** The value minus what came. */
        public @Nullable BigDecimal error() {
            return value == null || actual == null ? null : value.subtract(actual);
        }
    }

    /**
     * How well a method did at a lead time.
     *
     * @param group null for all groups together
     * @param forecasts how many were judged
     * @param missing how many periods and groups it had no forecast for
     * @param measures each null where it is not defined
     */
    public record Accuracy(
            String method, String leadTime, @Nullable DealGroup group, int forecasts, int missing, Measures measures) {}

    /**
     * Measures of the errors; their formulas are in {@link dev.kennzahl.forecast.accuracy.ErrorMeasure}.
     *
     * @param mase with the change that was usual before the first period, of each group its own
     * @param owa against the method naive2 in the same periods at the same lead times
     * @param coverage80 the share of actual values within the interval of 80 %, of the forecasts that have one
     * @param intervals how many have one
     * @param pinball the mean pinball loss of the quantiles that the ends of the intervals are: P2.5, P10, P90 and P97.5
     */
    public record Measures(
            @Nullable Double bias,
            @Nullable Double mae,
            @Nullable Double rmse,
            @Nullable Double mape,
            @Nullable Double smape,
            @Nullable Double wape,
            @Nullable Double mase,
            @Nullable Double owa,
            @Nullable Double coverage80,
            @Nullable Double coverage95,
            @Nullable Double pinball,
            int intervals) {}
}
