package dev.kennzahl.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How time is cut, and what a bucket is compared with. */
class ComparedPeriodsTest {
    private static final ReportingCalendar CALENDAR =
            new ReportingCalendar(ZoneId.of("Europe/Berlin"), DayOfWeek.MONDAY, 1);

    @ParameterizedTest
    @CsvSource({
        // whole buckets
        "MONTH, 2024-03-01, 2024-04-01, 2024-02-01, 2024-03-01",
        "QUARTER, 2024-04-01, 2024-07-01, 2024-01-01, 2024-04-01",
        "YEAR, 2025-01-01, 2026-01-01, 2024-01-01, 2025-01-01",
        "WEEK, 2026-02-02, 2026-02-09, 2026-01-26, 2026-02-02",
        "DAY, 2024-03-01, 2024-03-02, 2024-02-29, 2024-03-01",
        // cut in front: from the same day on
        "MONTH, 2024-03-10, 2024-04-01, 2024-02-10, 2024-03-01",
        "MONTH, 2024-03-31, 2024-04-01, 2024-02-29, 2024-03-01",
        "QUARTER, 2024-05-15, 2024-07-01, 2024-02-15, 2024-04-01",
        "YEAR, 2024-03-05, 2025-01-01, 2023-03-05, 2024-01-01",
        // cut at the end: to the same day
        "MONTH, 2024-03-01, 2024-03-31, 2024-02-01, 2024-03-01",
        "MONTH, 2024-03-10, 2024-03-20, 2024-02-10, 2024-02-20",
        "YEAR, 2024-01-01, 2024-03-05, 2023-01-01, 2023-03-05",
        "WEEK, 2026-02-03, 2026-02-05, 2026-01-27, 2026-01-29",
        // a total: as many months, or days, before
        "TOTAL, 2024-03-01, 2024-05-01, 2024-01-01, 2024-03-01",
        "TOTAL, 2024-03-05, 2024-03-15, 2024-02-24, 2024-03-05",
    })
    void comparesABucketWithTheSameStretchOfTheOneBefore(
            Grain grain, LocalDate from, LocalDate to, LocalDate expectedFrom, LocalDate expectedTo) {
        assertThat(CALENDAR.previous(new ReportingPeriod(from, to), grain))
                .isEqualTo(new ReportingPeriod(expectedFrom, expectedTo));
    }

    @ParameterizedTest
    @CsvSource({
        "MONTH, 2025-02-01, 2025-03-01, 2024-02-01, 2024-03-01",
        "MONTH, 2024-02-01, 2024-03-01, 2023-02-01, 2023-03-01",
        "QUARTER, 2025-01-01, 2025-04-01, 2024-01-01, 2024-04-01",
        "WEEK, 2026-02-02, 2026-02-09, 2025-02-03, 2025-02-10",
        // one day is compared with one day, also around 29 February
        "DAY, 2024-02-28, 2024-02-29, 2023-02-28, 2023-03-01",
        "DAY, 2024-02-29, 2024-03-01, 2023-02-28, 2023-03-01",
        "DAY, 2025-02-28, 2025-03-01, 2024-02-28, 2024-02-29",
        "DAY, 2025-03-01, 2025-03-02, 2024-03-01, 2024-03-02",
        "MONTH, 2024-02-10, 2024-02-29, 2023-02-10, 2023-03-01",
        "TOTAL, 2025-02-10, 2025-03-01, 2024-02-10, 2024-03-01",
        "TOTAL, 2024-02-10, 2024-03-15, 2023-02-10, 2023-03-15",
    })
    void comparesABucketWithTheSameDatesAYearBefore(
            Grain grain, LocalDate from, LocalDate to, LocalDate expectedFrom, LocalDate expectedTo) {
        assertThat(CALENDAR.previousYear(new ReportingPeriod(from, to), grain))
                .isEqualTo(new ReportingPeriod(expectedFrom, expectedTo));
    }

    @ParameterizedTest
    @CsvSource({
        // unfinished: as many days, today among them
        "2024-03-01, 2024-04-01, 2024-02-01, 2024-03-01, 2024-03-15, 2024-02-16",
        "2024-03-01, 2024-04-01, 2024-02-01, 2024-03-01, 2024-03-31, 2024-03-01",
        "2024-03-01, 2024-04-01, 2024-02-01, 2024-03-01, 2024-03-01, 2024-02-02",
        // over, or not begun
        "2024-03-01, 2024-04-01, 2024-02-01, 2024-03-01, 2024-04-01, 2024-03-01",
        "2024-03-01, 2024-04-01, 2024-02-01, 2024-03-01, 2024-02-29, 2024-03-01",
    })
    void comparesAnUnfinishedBucketWithAsManyDays(
            LocalDate from, LocalDate to, LocalDate otherFrom, LocalDate otherTo, LocalDate today, LocalDate expected) {
        assertThat(CALENDAR.likeForLike(new ReportingPeriod(otherFrom, otherTo), new ReportingPeriod(from, to), today))
                .isEqualTo(new ReportingPeriod(otherFrom, expected));
    }

    @Test
    void bucketsAreThePeriodWithoutGapsAndComparedPeriodsDoNotOverlap() {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            ReportingCalendar calendar = new ReportingCalendar(
                    ZoneId.of("UTC"), DayOfWeek.of(1 + random.nextInt(7)), 1 + random.nextInt(12));
            LocalDate from = LocalDate.of(2019, 1, 1).plusDays(random.nextInt(2_500));
            ReportingPeriod period = new ReportingPeriod(from, from.plusDays(1 + random.nextInt(900)));
            Grain grain = Grain.values()[random.nextInt(Grain.values().length)];
            List<ReportingPeriod> buckets = calendar.buckets(period, grain);
            String what = calendar + " " + period + " " + grain;
            assertThat(buckets.get(0).from()).as(what).isEqualTo(period.from());
            assertThat(buckets.get(buckets.size() - 1).to()).as(what).isEqualTo(period.to());
            assertThat(calendar.bucketCount(period, grain)).as(what).isEqualTo(buckets.size());
            for (int j = 1; j < buckets.size(); j++) {
                assertThat(buckets.get(j).from())
                        .as(what)
                        .isEqualTo(buckets.get(j - 1).to());
                ReportingPeriod before = calendar.previous(buckets.get(j - 1), grain);
                ReportingPeriod next = calendar.previous(buckets.get(j), grain);
                assertThat(before.to()).as(what).isBeforeOrEqualTo(next.from());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Havana's clocks fall back at 01:00 to midnight: the day begins at the first of two midnights.
        "America/Havana, 2024-11-03, 2024-11-03T04:00:00Z, 25",
        // Cairo's spring forward at midnight: the day begins at 01:00.
        "Africa/Cairo, 2024-04-26, 2024-04-25T22:00:00Z, 23",
        "Europe/Berlin, 2024-10-27, 2024-10-26T22:00:00Z, 25",
        "Asia/Kolkata, 2024-10-27, 2024-10-26T18:30:00Z, 24",
    })
    void aDayIsAsLongAsItsZoneMakesIt(ZoneId zone, LocalDate day, java.time.Instant start, long hours) {
        ReportingPeriod period = new ReportingPeriod(day, day.plusDays(1));
        assertThat(period.startsAt(zone)).isEqualTo(start);
        assertThat(java.time.Duration.between(start, period.endsAt(zone)).toHours())
                .isEqualTo(hours);
    }
}
