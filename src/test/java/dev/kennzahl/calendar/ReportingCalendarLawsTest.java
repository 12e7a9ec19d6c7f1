package dev.kennzahl.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of buckets in every zone, for every period, grain, first day of the week and first month of the fiscal year. */
class ReportingCalendarLawsTest {
    private static final Instant SINCE = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2040-01-01T00:00:00Z");

    @Provide
    Arbitrary<ReportingCalendar> calendars() {
        return Combinators.combine(
                        Arbitraries.of(new TreeSet<>(ZoneId.getAvailableZoneIds())),
                        Arbitraries.of(DayOfWeek.class),
                        Arbitraries.integers().between(1, 12))
                .as((zone, weekStart, month) -> new ReportingCalendar(ZoneId.of(zone), weekStart, month));
    }

    @Provide
    Arbitrary<ReportingPeriod> periods() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 12_000),
                        Arbitraries.integers().between(1, 1_200))
                .as((start, days) -> {
                    LocalDate from = LocalDate.of(2000, 1, 1).plusDays(start);
                    return new ReportingPeriod(from, from.plusDays(days));
                });
    }

    @Property(tries = 1000)
    void bucketsTileThePeriod(
            @ForAll("calendars") ReportingCalendar calendar,
            @ForAll("periods") ReportingPeriod period,
            @ForAll Grain grain) {
        List<ReportingPeriod> buckets = calendar.buckets(period, grain);

        assertThat(buckets.get(0).startsAt(calendar.zone())).isEqualTo(period.startsAt(calendar.zone()));
        assertThat(buckets.get(buckets.size() - 1).endsAt(calendar.zone())).isEqualTo(period.endsAt(calendar.zone()));
        for (int i = 1; i < buckets.size(); i++) {
            assertThat(buckets.get(i).from()).isEqualTo(buckets.get(i - 1).to());
            assertThat(buckets.get(i).startsAt(calendar.zone()))
                    .isEqualTo(buckets.get(i - 1).endsAt(calendar.zone()));
        }
        assertThat(calendar.bucketCount(period, grain)).isEqualTo(buckets.size());
    }

    @Property(tries = 1000)
    void onlyTheFirstAndTheLastBucketAreCut(
            @ForAll("calendars") ReportingCalendar calendar,
            @ForAll("periods") ReportingPeriod period,
            @ForAll Grain grain) {
        List<ReportingPeriod> buckets = calendar.buckets(period, grain);

        for (ReportingPeriod bucket : buckets.subList(1, Math.max(1, buckets.size() - 1))) {
            assertThat(calendar.isWhole(bucket, grain)).isTrue();
            assertThat(calendar.startOf(bucket.from(), grain)).isEqualTo(bucket.from());
        }
    }

    @Property(tries = 1000)
    void quartersAndYearsBeginWhereTheFiscalYearSays(
            @ForAll("calendars") ReportingCalendar calendar, @ForAll("periods") ReportingPeriod period) {
        for (ReportingPeriod year : calendar.buckets(period, Grain.YEAR)) {
            LocalDate start = calendar.startOf(year.from(), Grain.YEAR);
            assertThat(start.getDayOfMonth()).isEqualTo(1);
            assertThat(start.getMonthValue()).isEqualTo(calendar.fiscalYearStartMonth());
            assertThat(year.from()).isBetween(start, start.plusYears(1).minusDays(1));
        }
        for (ReportingPeriod quarter : calendar.buckets(period, Grain.QUARTER)) {
            LocalDate start = calendar.startOf(quarter.from(), Grain.QUARTER);
            assertThat(start.getDayOfMonth()).isEqualTo(1);
            assertThat(Math.floorMod(start.getMonthValue() - calendar.fiscalYearStartMonth(), 3))
                    .isZero();
            assertThat(quarter.from()).isBetween(start, start.plusMonths(3).minusDays(1));
        }
    }

    @Property(tries = 1000)
    void whatABucketIsComparedWithIsOverWhenItBegins(
            @ForAll("calendars") ReportingCalendar calendar,
            @ForAll("periods") ReportingPeriod period,
            @ForAll Grain grain) {
        for (ReportingPeriod bucket : calendar.buckets(period, grain)) {
            ReportingPeriod previous = calendar.previous(bucket, grain);
            assertThat(previous.to()).isBeforeOrEqualTo(bucket.from());
            if (calendar.isWhole(bucket, grain) && grain != Grain.TOTAL) {
                assertThat(calendar.isWhole(previous, grain)).isTrue();
                assertThat(previous.to()).isEqualTo(bucket.from());
            }
            ReportingPeriod yearBefore = calendar.previousYear(bucket, grain);
            assertThat(yearBefore.days()).isBetween(bucket.days() - 1, bucket.days() + 1);
            if (calendar.isWhole(bucket, grain) && grain != Grain.TOTAL) {
                assertThat(calendar.isWhole(yearBefore, grain)).isTrue();
            }
        }
    }

    /** Around every change of the clocks since 2000, hours before and after it, every instant is in one day and no other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "America/Sao_Paulo",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Africa/Casablanca",
                "Asia/Tehran",
                "America/Havana",
                "Africa/Cairo",
                "America/St_Johns",
                "Antarctica/Troll"
            })
    @Thorough
    void everyInstantLiesInExactlyOneDay(String name) {
        ReportingCalendar calendar = new ReportingCalendar(ZoneId.of(name), DayOfWeek.MONDAY, 1);
        for (Instant change : changes(calendar.zone())) {
            LocalDate around = change.atZone(calendar.zone()).toLocalDate();
            ReportingPeriod days = new ReportingPeriod(around.minusDays(3), around.plusDays(4));
            List<ReportingPeriod> buckets = calendar.buckets(days, Grain.DAY);
            for (int minutes = -26 * 60; minutes <= 26 * 60; minutes += 15) {
                for (int seconds : new int[] {-1, 0, 30}) {
                    Instant instant = change.plusSeconds(60L * minutes + seconds);
                    assertThat(buckets.stream().filter(day -> holds(day, instant, calendar.zone())))
                            .as("%s in %s", instant, name)
                            .singleElement()
                            .satisfies(day -> assertThat(day.from()).isEqualTo(calendar.dayOf(instant)));
                }
            }
        }
    }

    private static List<Instant> changes(ZoneId zone) {
        List<Instant> changes = new ArrayList<>(List.of(Instant.parse("2024-02-29T12:00:00Z")));
        ZoneOffsetTransition next = zone.getRules().nextTransition(SINCE);
        while (next != null && next.getInstant().isBefore(UNTIL)) {
            changes.add(next.getInstant());
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return changes;
    }

    private static boolean holds(ReportingPeriod day, Instant instant, ZoneId zone) {
        return !instant.isBefore(day.startsAt(zone)) && instant.isBefore(day.endsAt(zone));
    }
}
