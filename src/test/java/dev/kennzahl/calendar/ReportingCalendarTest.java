package dev.kennzahl.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Buckets and comparisons by hand. */
class ReportingCalendarTest {
    private final ReportingCalendar berlin = calendar("Europe/Berlin", DayOfWeek.MONDAY, 1);
    private final ReportingCalendar october = calendar("Europe/Berlin", DayOfWeek.SUNDAY, 10);

    @Test
    void cutsTheFirstAndTheLastBucketWhereThePeriodBeginsAndEnds() {
        assertThat(berlin.buckets(period("2026-01-15", "2026-03-10"), Grain.MONTH))
                .containsExactly(
                        period("2026-01-15", "2026-02-01"),
                        period("2026-02-01", "2026-03-01"),
                        period("2026-03-01", "2026-03-10"));
    }

    @Test
    void beginsWeeksOnTheTenantsFirstDay() {
        // 2026-05-06 is a Wednesday.
        assertThat(berlin.startOf(day("2026-05-06"), Grain.WEEK)).isEqualTo("2026-05-04");
        assertThat(october.startOf(day("2026-05-06"), Grain.WEEK)).isEqualTo("2026-05-03");
        assertThat(october.startOf(day("2026-05-03"), Grain.WEEK)).isEqualTo("2026-05-03");
        assertThat(october.buckets(period("2026-05-01", "2026-05-12"), Grain.WEEK))
                .containsExactly(
                        period("2026-05-01", "2026-05-03"),
                        period("2026-05-03", "2026-05-10"),
                        period("2026-05-10", "2026-05-12"));
    }

    @Test
    void countsQuartersAndYearsFromTheFiscalYear() {
        assertThat(october.startOf(day("2026-02-14"), Grain.QUARTER)).isEqualTo("2026-01-01");
        assertThat(october.startOf(day("2026-09-30"), Grain.YEAR)).isEqualTo("2025-10-01");
        assertThat(october.startOf(day("2026-10-01"), Grain.YEAR)).isEqualTo("2026-10-01");
        ReportingCalendar february = calendar("UTC", DayOfWeek.MONDAY, 2);
        assertThat(february.startOf(day("2026-01-31"), Grain.QUARTER)).isEqualTo("2025-11-01");
        assertThat(february.startOf(day("2026-01-31"), Grain.YEAR)).isEqualTo("2025-02-01");
    }

    @Test
    void comparesAWholeBucketWithTheWholeOneBefore() {
        assertThat(berlin.previous(period("2026-03-01", "2026-04-01"), Grain.MONTH))
                .isEqualTo(period("2026-02-01", "2026-03-01"));
        assertThat(october.previous(period("2025-10-01", "2026-10-01"), Grain.YEAR))
                .isEqualTo(period("2024-10-01", "2025-10-01"));
        assertThat(berlin.previous(period("2026-05-04", "2026-05-11"), Grain.WEEK))
                .isEqualTo(period("2026-04-27", "2026-05-04"));
    }

    @Test
    void comparesACutBucketWithTheSameStretchOfTheOneBefore() {
        assertThat(berlin.previous(period("2026-03-10", "2026-03-20"), Grain.MONTH))
                .isEqualTo(period("2026-02-10", "2026-02-20"));
        assertThat(berlin.previous(period("2026-03-10", "2026-04-01"), Grain.MONTH))
                .as("what reaches its end is compared up to the end")
                .isEqualTo(period("2026-02-10", "2026-03-01"));
        assertThat(berlin.previous(period("2026-03-30", "2026-03-31"), Grain.MONTH))
                .as("a shorter month lends its last day")
                .isEqualTo(period("2026-02-28", "2026-03-01"));
        assertThat(berlin.previous(period("2026-03-01", "2026-03-31"), Grain.MONTH))
                .isEqualTo(period("2026-02-01", "2026-03-01"));
    }

    @Test
    void comparesATotalOfWholeMonthsWithAsManyMonthsElseWithAsManyDays() {
        assertThat(berlin.previous(period("2026-01-01", "2026-04-01"), Grain.TOTAL))
                .isEqualTo(period("2025-10-01", "2026-01-01"));
        assertThat(berlin.previous(period("2026-01-02", "2026-01-12"), Grain.TOTAL))
                .isEqualTo(period("2025-12-23", "2026-01-02"));
    }

    @Test
    void comparesLeapDaysWithTheLastOfFebruary() {
        assertThat(berlin.previousYear(period("2024-02-29", "2024-03-01"), Grain.DAY))
                .isEqualTo(period("2023-02-28", "2023-03-01"));
        assertThat(berlin.previousYear(period("2025-02-28", "2025-03-01"), Grain.DAY))
                .as("one day with one day")
                .isEqualTo(period("2024-02-28", "2024-02-29"));
        assertThat(berlin.previousYear(period("2025-02-01", "2025-03-01"), Grain.MONTH))
                .as("a whole month with the whole month")
                .isEqualTo(period("2024-02-01", "2024-03-01"));
        assertThat(berlin.previousYear(period("2024-02-01", "2024-02-29"), Grain.TOTAL))
                .as("up to the 28th with up to the 28th")
                .isEqualTo(period("2023-02-01", "2023-03-01"));
    }

    @Test
    void comparesWeeksWithTheSameWeekdaysAYearBefore() {
        ReportingPeriod before = berlin.previousYear(period("2026-05-04", "2026-05-11"), Grain.WEEK);

        assertThat(before).isEqualTo(period("2025-05-05", "2025-05-12"));
        assertThat(before.from().getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
    }

    @Test
    void comparesAnUnfinishedBucketWithAsManyDays() {
        ReportingPeriod march = period("2026-03-01", "2026-04-01");
        ReportingPeriod february = period("2026-02-01", "2026-03-01");

        assertThat(berlin.likeForLike(february, march, day("2026-03-10")))
                .isEqualTo(period("2026-02-01", "2026-02-11"));
        assertThat(berlin.likeForLike(february, march, day("2026-03-31"))).isEqualTo(february);
        assertThat(berlin.likeForLike(february, march, day("2026-04-01"))).isEqualTo(february);
        assertThat(berlin.likeForLike(february, march, day("2026-02-27"))).isEqualTo(february);
    }

    @Test
    void beginsADayWithItsFirstLocalTimeWhereMidnightIsSkipped() {
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        ZoneId apia = ZoneId.of("Pacific/Apia");

        assertThat(period("2018-11-04", "2018-11-05").startsAt(saoPaulo)).isEqualTo("2018-11-04T03:00:00Z");
        assertThat(period("2011-12-30", "2011-12-31").startsAt(apia))
                .as("a day that was left out is over when it begins")
                .isEqualTo(period("2011-12-30", "2011-12-31").endsAt(apia));
    }

    @Test
    void countsTheHourThatComesAgainAfterMidnightToTheNewDay() {
        // In 2010 Newfoundland put its clocks back at one minute past midnight.
        ReportingCalendar stJohns = calendar("America/St_Johns", DayOfWeek.MONDAY, 1);
        List<Instant> instants = List.of(
                Instant.parse("2010-11-07T02:29:59Z"),
                Instant.parse("2010-11-07T02:30:00Z"),
                Instant.parse("2010-11-07T02:40:00Z"));

        assertThat(instants.stream().map(stJohns::dayOf))
                .containsExactly(day("2010-11-06"), day("2010-11-07"), day("2010-11-07"));
    }

    @Test
    void refusesAPeriodWithoutDays() {
        assertThatThrownBy(() -> period("2026-01-01", "2026-01-01")).isInstanceOf(IllegalArgumentException.class);
    }

    private static ReportingCalendar calendar(String zone, DayOfWeek weekStart, int month) {
        return new ReportingCalendar(ZoneId.of(zone), weekStart, month);
    }

    private static LocalDate day(String date) {
        return LocalDate.parse(date);
    }

    private static ReportingPeriod period(String from, String to) {
        return new ReportingPeriod(day(from), day(to));
    }
}
