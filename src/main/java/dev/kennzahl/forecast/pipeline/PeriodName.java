package dev.kennzahl.forecast.pipeline;

import java.time.LocalDate;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * A period by its name: {@code 2017-Q4}, {@code 2017-12} or {@code 2017}. Quarters and years are the tenant's fiscal ones, named
 * after the calendar year that the fiscal year begins in.
 */
public final class PeriodName {
    private static final Pattern NAME = Pattern.compile("(\\d{4})(?:-(?:[Qq]([1-4])|(0[1-9]|1[0-2])))?");

    private PeriodName() {}

    /**
     * What the period is once the tenant's calendar is known.
     *
     * @param name null when both days are given
     * @return fails with a {@link Problem}, at once, when it is neither a name nor two days in order
     */
    public static Function<ReportingCalendar, ReportingPeriod> of(
            @Nullable String name, @Nullable LocalDate from, @Nullable LocalDate to) {
        if (name == null) {
            if (from == null || to == null) {
                throw new Problem(
                        ProblemCode.MISSING_VALUE,
                        "period",
                        "period must be given, such as 2017-Q4, 2017-12 or 2017, or periodFrom and periodTo.");
            }
            if (!from.isBefore(to)) {
                throw new Problem(
                        ProblemCode.INVALID_PERIOD,
                        "periodFrom",
                        "periodFrom must be before periodTo; the period is half-open, periodTo is the day after the last.");
            }
            return calendar -> new ReportingPeriod(from, to);
        }
        if (from != null || to != null) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "period", "Give either period, or periodFrom and periodTo, not both.");
        }
        Matcher matcher = NAME.matcher(name.strip());
        if (!matcher.matches()
                || matcher.group(1).equals("0000")
                || matcher.group(1).equals("9999")) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "period",
                    "period must be a quarter such as 2017-Q4, a month such as 2017-12, or a year such as 2017.");
        }
        return calendar -> period(matcher, calendar);
    }

    private static ReportingPeriod period(Matcher matcher, ReportingCalendar calendar) {
        int year = Integer.parseInt(matcher.group(1));
        if (matcher.group(3) != null) {
            LocalDate first = LocalDate.of(year, Integer.parseInt(matcher.group(3)), 1);
            return new ReportingPeriod(first, first.plusMonths(1));
        }
        LocalDate first = LocalDate.of(year, calendar.fiscalYearStartMonth(), 1);
        if (matcher.group(2) == null) {
            return new ReportingPeriod(first, first.plusYears(1));
        }
        LocalDate quarter = first.plusMonths(3L * (Integer.parseInt(matcher.group(2)) - 1));
        return new ReportingPeriod(quarter, quarter.plusMonths(3));
    }
}
