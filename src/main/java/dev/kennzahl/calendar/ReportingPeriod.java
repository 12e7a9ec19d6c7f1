package dev.kennzahl.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A half-open period of local dates, {@code [from, to)}.
 *
 * @param from the first day
 * @param to the day after the last
 */
public record ReportingPeriod(LocalDate from, LocalDate to) {
    public ReportingPeriod {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period needs from before to");
        }
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, to);
    }

    /** The instant the first day begins in the zone: the first local time of that day, also where a clock change skips midnight. */
    public Instant startsAt(ZoneId zone) {
        return from.atStartOfDay(zone).toInstant();
    }

    /** The instant the period is over, itself outside. */
    public Instant endsAt(ZoneId zone) {
        return to.atStartOfDay(zone).toInstant();
    }
}
