package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.ReadingPlan;
import dev.kennzahl.sales.TenantSettings;

/** All that the steps of one answer share: what is asked, and what it means in the tenant's calendar at this moment. */
record AnswerTask(
        Kpi kpi,
        Asked asked,
        KpiQuery query,
        TenantSettings settings,
        Question question,
        ReadingPlan plan,
        Instant now) {
    LocalDate today() {
        return settings.calendar().dayOf(now);
    }

    List<ReportingPeriod> windows(List<ReportingPeriod> buckets) {
        return Windows.of(query.extras(), settings.calendar(), query.grain(), buckets);
    }

    /** What is measured of the periods compared with: the same, or what was planned. */
    List<Measure> measures(Comparison comparison) {
        return comparison == Comparison.TARGET ? List.of(Planned.measure(kpi.definition())) : kpi.measures(asked);
    }

    /** Whether the answer stays the same from one second to the next, if nothing becomes known; forecasts of what is over do. */
    boolean isTimeless(List<ReportingPeriod> buckets) {
        boolean isOver = buckets.stream().allMatch(this::isOver);
        return kpi.measures(asked).stream()
                .noneMatch(measure -> measure.looksAhead() ? !isOver : measure.dependsOnTheSecond());
    }

    boolean isOver(ReportingPeriod bucket) {
        return !bucket.endsAt(settings.calendar().zone()).isAfter(now);
    }

    /** Whether it says what buckets will have become when they are over, so that nothing of them is missing before. */
    boolean looksAhead() {
        return kpi.measures(asked).stream().allMatch(Measure::looksAhead);
    }

    boolean isPartial(ReportingPeriod bucket) {
        return !isOver(bucket) || !settings.calendar().isWhole(bucket, query.grain());
    }

    /** The bucket that another is compared with; of a forecast the whole one, since it tells of whole ones. */
    ReportingPeriod comparedWith(Comparison comparison, ReportingPeriod bucket) {
        ReportingCalendar calendar = settings.calendar();
        if (comparison == Comparison.TARGET) {
            return bucket;
        }
        ReportingPeriod other = comparison == Comparison.PREVIOUS_PERIOD
                ? calendar.previous(bucket, query.grain())
                : calendar.previousYear(bucket, query.grain());
        return looksAhead() ? other : calendar.likeForLike(other, bucket, today());
    }
}
