package dev.kennzahl.demo.sample;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The fixed three years of the sample company, its working hours and its seasons. Never relative to today. */
public final class SampleCalendar {
    /** The zone of the tenant that the sample company is. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    /** The first day on which a deal was created. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2023, 10, 1);
    /** The day after the last one; nothing is known from here on. */
    public static final LocalDate END = LocalDate.of(2026, 10, 1);
    /** From here on deals live in the new CRM and come by webhook; the older ones come as a file. */
    public static final LocalDate CRM_CHANGE = LocalDate.of(2025, 10, 1);

    static final Instant END_AT = startOf(END);

    private static final double GROWTH_PER_YEAR = 0.06;
    /** How busy the months are, January first: August is holidays, autumn is when budgets are spent. */
    private static final double[] BUSY = {0.92, 0.96, 1.06, 0.98, 0.96, 1.02, 0.84, 0.58, 1.14, 1.27, 1.18, 0.78};

    private SampleCalendar() {}

    static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    static LocalDate dayOf(Instant instant) {
        return instant.atZone(ZONE).toLocalDate();
    }

    /** A moment in the working hours of that day, or of the next working day. */
    static Instant atWork(LocalDate day, Dice dice) {
        LocalDate workday = day;
        while (isWeekend(workday)) {
            workday = workday.plusDays(1);
        }
        LocalTime time = LocalTime.of(8, 0).plus(dice.between(0, 10 * 3600 * 1000 - 1), ChronoUnit.MILLIS);
        return workday.atTime(time).atZone(ZONE).toInstant();
    }

    /** At work about that many days later, and in any case later. */
    static Instant later(Instant start, double days, Dice dice) {
        Instant at = atWork(dayOf(start).plusDays((long) days), dice);
        return at.isAfter(start) ? at : start.plusMillis(dice.between(4 * 60 * 1000, 50 * 60 * 1000));
    }

    /** About {@code total} moments over the days from one to the other, as busy as the seasons are and growing. */
    static List<Instant> moments(int total, LocalDate from, LocalDate to, Dice dice) {
        double whole = 0;
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            whole += weight(day);
        }
        List<Instant> moments = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            double expected = total * weight(day) / whole * (0.7 + 0.6 * dice.share());
            int count = (int) expected + (dice.chance(expected - (int) expected) ? 1 : 0);
            for (int i = 0; i < count; i++) {
                moments.add(atWork(day, dice));
            }
        }
        moments.sort(null);
        return moments;
    }

    private static double weight(LocalDate day) {
        double years = ChronoUnit.DAYS.between(FIRST_DAY, day) / 365.0;
        return isWeekend(day) ? 0 : BUSY[day.getMonthValue() - 1] * (1 + GROWTH_PER_YEAR * years);
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
