package dev.kennzahl.metrics.sql;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.subject.Aggregate;

import static org.assertj.core.api.Assertions.assertThat;

/** What targets say of a bucket. */
class PlanTest {
    private static final int NOTHING = 0;
    private static final int TEAM = 1;
    private static final int OWNER = 4;
    private static final ReportingPeriod YEAR = period("2026-01-01", "2027-01-01");
    private static final ReportingPeriod QUARTER = period("2026-01-01", "2026-04-01");
    private static final ReportingPeriod JANUARY = period("2026-01-01", "2026-02-01");
    private static final ReportingPeriod FEBRUARY = period("2026-02-01", "2026-03-01");
    private static final ReportingPeriod MARCH = period("2026-03-01", "2026-04-01");

    @Test
    void aTargetOfJustTheBucketIsTakenAsItIsWhateverElseThereIs() {
        assertThat(sum(QUARTER, NOTHING, all(QUARTER, 90), all(JANUARY, 1000), all(YEAR, 7)))
                .isEqualByComparingTo("90");
    }

    @Test
    void targetsWithinTheBucketAddUp() {
        assertThat(sum(QUARTER, NOTHING, all(JANUARY, 10), all(FEBRUARY, 20), all(MARCH, 30)))
                .isEqualByComparingTo("60");
    }

    @Test
    void aTargetOfALongerPeriodCountsByItsDays() {
        assertThat(sum(FEBRUARY, NOTHING, all(QUARTER, 900))).isEqualByComparingTo("280");
    }

    @Test
    void theDaysThatMonthsLeaveOpenAreTakenFromTheYear() {
        assertThat(sum(QUARTER, NOTHING, all(JANUARY, 10), all(YEAR, 365))).isEqualByComparingTo("69");
    }

    @Test
    void aBucketOfWhichAnyDayHasNoTargetHasNone() {
        assertThat(of(QUARTER, NOTHING, Aggregate.SUM, all(JANUARY, 10), all(MARCH, 30)))
                .isNull();
        assertThat(of(QUARTER, NOTHING, Aggregate.SUM)).isNull();
    }

    @Test
    void whatIsSetForAllComesBeforeTheSumOfTeamsAndThatBeforeTheSumOfPeople() {
        Plan.Target whole = all(QUARTER, 100);
        Plan.Target teamA = target(QUARTER, 40, "A", null, null);
        Plan.Target teamB = target(QUARTER, 50, "B", null, null);
        Plan.Target ada = target(QUARTER, 7, null, null, "E1");
        assertThat(sum(QUARTER, NOTHING, whole, teamA, teamB, ada)).isEqualByComparingTo("100");
        assertThat(sum(QUARTER, NOTHING, teamA, teamB, ada)).isEqualByComparingTo("90");
        assertThat(sum(QUARTER, NOTHING, ada)).isEqualByComparingTo("7");
    }

    @Test
    void aFinerLevelIsTakenWhereTheCoarserOneLeavesDaysOpen() {
        assertThat(sum(QUARTER, NOTHING, all(JANUARY, 100), target(QUARTER, 40, "A", null, null)))
                .isEqualByComparingTo("40");
    }

    @Test
    void whatWasAskedForDoesNotMakeATargetFiner() {
        Plan.Target ada = target(QUARTER, 7, "A", null, "E1");
        Plan.Target team = target(QUARTER, 40, "A", null, null);
        assertThat(sum(QUARTER, TEAM, ada, team)).isEqualByComparingTo("40");
        assertThat(sum(QUARTER, TEAM | OWNER, ada)).isEqualByComparingTo("7");
    }

    @Test
    void oneWhoStartsLaterIsPartOfTheSumFromThenOn() {
        assertThat(sum(QUARTER, NOTHING, target(QUARTER, 7, null, null, "E1"), target(MARCH, 31, null, null, "E2")))
                .isEqualByComparingTo("38");
    }

    @Test
    void aBalanceHasTheTargetOfTheLastDayUndivided() {
        assertThat(of(QUARTER, NOTHING, Aggregate.LAST, all(JANUARY, 10), all(MARCH, 30))
                        .value())
                .isEqualByComparingTo("30");
        assertThat(of(FEBRUARY, NOTHING, Aggregate.LAST, all(YEAR, 30)).value()).isEqualByComparingTo("30");
        assertThat(of(FEBRUARY, NOTHING, Aggregate.LAST, all(JANUARY, 10))).isNull();
    }

    @Test
    void aRatioHasTheMeanOverTheDaysAndNeverOneOfParts() {
        assertThat(of(FEBRUARY, NOTHING, Aggregate.MEAN, all(YEAR, 30)).value()).isEqualByComparingTo("30");
        assertThat(of(QUARTER, NOTHING, Aggregate.MEAN, all(JANUARY, 90), all(YEAR, 0))
                        .value())
                .isEqualByComparingTo("31");
        assertThat(of(QUARTER, NOTHING, Aggregate.MEAN, target(QUARTER, 7, "A", null, null)))
                .isNull();
    }

    @Test
    void anAmountWithoutARateLeavesTheSumUnknown() {
        MeasureValue value = of(
                QUARTER,
                NOTHING,
                Aggregate.SUM,
                new Plan.Target(UUID.randomUUID(), QUARTER, names("A", null, null), null),
                target(QUARTER, 7, "B", null, null));
        assertThat(value).isEqualTo(new MeasureValue(null, 2, 1, 1));
    }

    private static BigDecimal sum(ReportingPeriod bucket, int asked, Plan.Target... targets) {
        return of(bucket, asked, Aggregate.SUM, targets).value();
    }

    private static MeasureValue of(ReportingPeriod bucket, int asked, Aggregate aggregate, Plan.Target... targets) {
        return new Plan(List.of(targets), asked).of(bucket, aggregate).orElse(null);
    }

    private static Plan.Target all(ReportingPeriod period, int value) {
        return target(period, value, null, null, null);
    }

    private static Plan.Target target(ReportingPeriod period, int value, String team, String region, String owner) {
        return new Plan.Target(UUID.randomUUID(), period, names(team, region, owner), BigDecimal.valueOf(value));
    }

    private static List<String> names(String team, String region, String owner) {
        return Arrays.asList(team, region, owner, null);
    }

    private static ReportingPeriod period(String from, String to) {
        return new ReportingPeriod(LocalDate.parse(from), LocalDate.parse(to));
    }
}
