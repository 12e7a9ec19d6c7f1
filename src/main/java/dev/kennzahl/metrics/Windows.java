package dev.kennzahl.metrics;

import java.util.List;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.metrics.subject.Moment;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * What the values of buckets are computed over: the buckets themselves or, accumulated or rolling, what reaches back from their
 * ends. A window's value is that of the window asked for as one bucket, so ratios are of its summed parts and medians of all its
 * records.
 */
final class Windows {
    private Windows() {}

    /**
     * The windows of buckets.
     *
     * @param buckets in order of time; a running total begins with the first
     */
    static List<ReportingPeriod> of(
            KpiQuery.Extras asked, ReportingCalendar calendar, Grain grain, List<ReportingPeriod> buckets) {
        Accumulate accumulate = asked.accumulate();
        Integer rolling = asked.rolling();
        if (accumulate != null) {
            Grain unit = accumulate.unit();
            return buckets.stream()
                    .map(bucket -> unit == null
                            ? new ReportingPeriod(buckets.get(0).from(), bucket.to())
                            : calendar.toDate(bucket, unit))
                    .toList();
        }
        return rolling == null
                ? buckets
                : buckets.stream()
                        .map(bucket -> calendar.trailing(bucket, grain, rolling))
                        .toList();
    }

    /** From where the first window begins to where the last ends; of a single bucket its window. */
    static ReportingPeriod reach(
            KpiQuery.Extras asked, ReportingCalendar calendar, Grain grain, List<ReportingPeriod> buckets) {
        List<ReportingPeriod> windows = of(asked, calendar, grain, buckets);
        return new ReportingPeriod(
                windows.get(0).from(), windows.get(windows.size() - 1).to());
    }

    /** Refuses windows that have no meaning. */
    static void check(KpiQuery query, Kpi kpi, Asked asked, int maxBuckets) {
        Accumulate accumulate = query.extras().accumulate();
        Integer rolling = query.extras().rolling();
        if (accumulate != null && rolling != null) {
            throw invalid("rolling", "rolling and accumulate exclude each other; leave one of them out.");
        }
        if (rolling != null && (rolling < 1 || rolling > maxBuckets)) {
            throw invalid("rolling", "rolling must be from 1 to " + maxBuckets + ", a number of buckets.");
        }
        if (rolling != null && query.grain() == Grain.TOTAL) {
            throw invalid("rolling", "rolling counts buckets, and a total is only one; take a grain such as month.");
        }
        if (accumulate != null && accumulate.unit() != null && query.grain().compareTo(accumulate.unit()) >= 0) {
            throw invalid(
                    "accumulate",
                    "accumulate=" + accumulate.key() + " needs a grain that is finer than " + accumulate.key()
                            + ", such as day.");
        }
        if (query.extras().isWindowed() && isBalance(kpi, asked)) {
            String parameter = rolling == null ? "accumulate" : "rolling";
            throw new Problem(
                    ProblemCode.NOT_ADDITIVE,
                    parameter,
                    kpi.definition().key() + " is, or holds, a balance: what stands at the end of a bucket is not added"
                            + " up over time. Leave " + parameter + " out.");
        }
    }

    private static boolean isBalance(Kpi kpi, Asked asked) {
        return kpi.definition().kind() == KpiKind.BALANCE
                || kpi.measures(asked).stream()
                        .anyMatch(measure -> measure.moment().timing() == Moment.Timing.STANDING);
    }

    private static Problem invalid(String parameter, String detail) {
        return new Problem(ProblemCode.INVALID_VALUE, parameter, detail);
    }
}
