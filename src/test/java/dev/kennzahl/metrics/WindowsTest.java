package dev.kennzahl.metrics;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;

import static org.assertj.core.api.Assertions.assertThat;

class WindowsTest {
    private static final ReportingCalendar FROM_APRIL =
            new ReportingCalendar(ZoneId.of("Europe/Berlin"), DayOfWeek.MONDAY, 4);

    @Test
    void aRunningTotalBeginsWithTheFirstBucket() {
        assertThat(windows(Accumulate.PERIOD, null, Grain.MONTH, "2025-02-10", "2025-05-01"))
                .containsExactly(
                        period("2025-02-10", "2025-03-01"),
                        period("2025-02-10", "2025-04-01"),
                        period("2025-02-10", "2025-05-01"));
    }

    @Test
    void yearToDateBeginsWithTheFiscalYearAlsoBeforeThePeriod() {
        assertThat(windows(Accumulate.YEAR, null, Grain.MONTH, "2025-02-01", "2025-06-01"))
                .containsExactly(
                        period("2024-04-01", "2025-03-01"),
                        period("2024-04-01", "2025-04-01"),
                        period("2025-04-01", "2025-05-01"),
                        period("2025-04-01", "2025-06-01"));
    }

    @Test
    void aWeekOverTheTurnOfAMonthCountsFromTheTurn() {
        assertThat(windows(Accumulate.MONTH, null, Grain.WEEK, "2025-03-24", "2025-04-14"))
                .containsExactly(
                        period("2025-03-01", "2025-03-31"),
                        period("2025-04-01", "2025-04-07"),
                        period("2025-04-01", "2025-04-14"));
    }

    @Test
    void quarterToDateFollowsTheFiscalYear() {
        ReportingCalendar fromFebruary = new ReportingCalendar(ZoneId.of("Europe/Berlin"), DayOfWeek.MONDAY, 2);
        ReportingPeriod january = period("2025-01-01", "2025-02-01");
        assertThat(Windows.of(
                        new KpiQuery.Extras(false, false, Accumulate.QUARTER, null),
                        fromFebruary,
                        Grain.MONTH,
                        List.of(january)))
                .containsExactly(period("2024-11-01", "2025-02-01"));
    }

    @Test
    void rollingReachesBackOverWholeBucketsBeforeThePeriod() {
        assertThat(windows(null, 3, Grain.MONTH, "2025-02-10", "2025-04-20"))
                .containsExactly(
                        period("2024-12-01", "2025-03-01"),
                        period("2025-01-01", "2025-04-01"),
                        period("2025-02-01", "2025-04-20"));
        assertThat(windows(null, 2, Grain.YEAR, "2025-04-01", "2026-04-01"))
                .containsExactly(period("2024-04-01", "2026-04-01"));
    }

    @Test
    void rollingOverOneBucketIsTheBucket() {
        assertThat(windows(null, 1, Grain.WEEK, "2025-02-12", "2025-02-20"))
                .containsExactly(period("2025-02-12", "2025-02-17"), period("2025-02-17", "2025-02-20"));
    }

    private static List<ReportingPeriod> windows(
            @Nullable Accumulate accumulate, @Nullable Integer rolling, Grain grain, String from, String to) {
        return Windows.of(
                new KpiQuery.Extras(false, false, accumulate, rolling),
                FROM_APRIL,
                grain,
                FROM_APRIL.buckets(period(from, to), grain));
    }

    private static ReportingPeriod period(String from, String to) {
        return new ReportingPeriod(LocalDate.parse(from), LocalDate.parse(to));
    }
}
