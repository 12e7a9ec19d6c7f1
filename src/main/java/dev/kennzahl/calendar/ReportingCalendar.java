package dev.kennzahl.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * How a tenant cuts time.
 *
 * @param weekStart the first day of a week
 * @param fiscalYearStartMonth the month a fiscal year begins in, 1 to 12; quarters and years are counted from it
 */
public record ReportingCalendar(ZoneId zone, DayOfWeek weekStart, int fiscalYearStartMonth) {

    /** The day that holds an instant, as {@link ReportingPeriod} bounds days. */
    public LocalDate dayOf(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        LocalDate next = day.plusDays(1);
        // Where clocks go back over midnight the day before comes again for a while; the new day has begun all the
        // same.
        return instant.isBefore(next.atStartOfDay(zone).toInstant()) ? day : next;
    }

    /**
     * The buckets of a period, in order and without gaps. The first and the last are cut where the period begins and ends,
     * so that together they are the period and nothing else.
     */
    public List<ReportingPeriod> buckets(ReportingPeriod period, Grain grain) {
        List<ReportingPeriod> buckets = new ArrayList<>();
        LocalDate from = period.from();
        while (from.isBefore(period.to())) {
            LocalDate next = nextStart(from, grain, period.to());
            LocalDate to = earlier(next, period.to());
            buckets.add(new ReportingPeriod(from, to));
            from = to;
        }
        return buckets;
    }

    /** How many buckets {@link #buckets} would give, without making them. */
    public long bucketCount(ReportingPeriod period, Grain grain) {
        LocalDate first = startOf(period.from(), grain);
        LocalDate last = startOf(period.to().minusDays(1), grain);
        return switch (grain) {
            case DAY -> period.days();
            case WEEK -> ChronoUnit.WEEKS.between(first, last) + 1;
            case MONTH -> ChronoUnit.MONTHS.between(first, last) + 1;
            case QUARTER -> ChronoUnit.MONTHS.between(first, last) / 3 + 1;
            case YEAR -> ChronoUnit.YEARS.between(first, last) + 1;
            case TOTAL -> 1;
        };
    }

    /** Whether the bucket is a whole day, week, month, quarter or year and not a cut one; a total is always whole. */
    public boolean isWhole(ReportingPeriod bucket, Grain grain) {
        return grain == Grain.TOTAL
                || bucket.from().equals(startOf(bucket.from(), grain))
                        && bucket.to().equals(step(bucket.from(), grain, 1));
    }

    /** The first day of the bucket of this grain that holds the day. */
    public LocalDate startOf(LocalDate day, Grain grain) {
        return switch (grain) {
            case DAY, TOTAL -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(weekStart));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withDayOfMonth(1).minusMonths(monthOfFiscalYear(day) % 3);
            case YEAR -> day.withDayOfMonth(1).minusMonths(monthOfFiscalYear(day));
        };
    }

    /**
     * The period that a bucket is compared with one step before: the same stretch of the preceding day, week, month, quarter
     * or year. A total is compared with the months before it when it is made of whole months, else with as many days before.
     */
    public ReportingPeriod previous(ReportingPeriod bucket, Grain grain) {
        if (grain != Grain.TOTAL) {
            LocalDate start = startOf(bucket.from(), grain);
            boolean reachesItsEnd = bucket.to().equals(step(start, grain, 1));
            // A cut bucket is compared from the same day on, to the same day; a shorter month lends its last day.
            return new ReportingPeriod(
                    step(bucket.from(), grain, -1),
                    reachesItsEnd
                            ? start
                            : step(bucket.to().minusDays(1), grain, -1).plusDays(1));
        }
        if (bucket.from().getDayOfMonth() == 1 && bucket.to().getDayOfMonth() == 1) {
            long months = ChronoUnit.MONTHS.between(bucket.from(), bucket.to());
            return new ReportingPeriod(bucket.from().minusMonths(months), bucket.from());
        }
        return new ReportingPeriod(bucket.from().minusDays(bucket.days()), bucket.from());
    }

    /** The same period a year before; a week is compared with the week 52 weeks before, so that weekdays match. */
    public ReportingPeriod previousYear(ReportingPeriod bucket, Grain grain) {
        if (grain == Grain.WEEK) {
            return new ReportingPeriod(bucket.from().minusWeeks(52), bucket.to().minusWeeks(52));
        }
        LocalDate from = bucket.from().minusYears(1);
        // What ends with a month is compared up to the end of that month, anything else up to the same day, so that a
        // leap
        // day is neither lost from a whole February nor added to the 28th. 29 February is compared with the 28th.
        boolean endsWithMonth = grain != Grain.DAY && bucket.to().getDayOfMonth() == 1;
        LocalDate to = endsWithMonth
                ? bucket.to().minusYears(1)
                : bucket.to().minusDays(1).minusYears(1).plusDays(1);
        return new ReportingPeriod(from, to);
    }

    /** As many buckets as counted, the last of which is the bucket; those before it are whole. */
    public ReportingPeriod trailing(ReportingPeriod bucket, Grain grain, int count) {
        return count == 1
                ? bucket
                : new ReportingPeriod(step(startOf(bucket.from(), grain), grain, 1 - count), bucket.to());
    }

    /** From the start of the month, quarter or year that holds the bucket's last day up to the bucket's end. */
    public ReportingPeriod toDate(ReportingPeriod bucket, Grain unit) {
        return new ReportingPeriod(startOf(bucket.to().minusDays(1), unit), bucket.to());
    }

    /** A bucket that began but is not over is compared with as many days of the other one. */
    public ReportingPeriod likeForLike(ReportingPeriod comparison, ReportingPeriod bucket, LocalDate today) {
        if (!today.isBefore(bucket.to()) || today.isBefore(bucket.from())) {
            return comparison;
        }
        LocalDate to = comparison.from().plusDays(new ReportingPeriod(bucket.from(), today.plusDays(1)).days());
        return new ReportingPeriod(comparison.from(), earlier(to, comparison.to()));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private LocalDate nextStart(LocalDate day, Grain grain, LocalDate end) {
        return grain == Grain.TOTAL ? end : step(startOf(day, grain), grain, 1);
    }

    /** The first day of the bucket so many buckets on from one that begins with this day. */
    public static LocalDate step(LocalDate start, Grain grain, int count) {
        return switch (grain) {
            case DAY -> start.plusDays(count);
            case WEEK -> start.plusWeeks(count);
            case MONTH -> start.plusMonths(count);
            case QUARTER -> start.plusMonths(3L * count);
            case YEAR -> start.plusYears(count);
            case TOTAL -> throw new IllegalArgumentException("a total has no next bucket");
        };
    }

    private int monthOfFiscalYear(LocalDate day) {
        return Math.floorMod(day.getMonthValue() - fiscalYearStartMonth, 12);
    }
}
