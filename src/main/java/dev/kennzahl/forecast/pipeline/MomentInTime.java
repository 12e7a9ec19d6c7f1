package dev.kennzahl.forecast.pipeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** An instant as callers write it: with an offset, or a bare date, which is midnight in the tenant's zone. */
public final class MomentInTime {
    private MomentInTime() {}

    /** What the instant is once the zone is known; what cannot be read is refused at once. */
    public static Function<ZoneId, Instant> of(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new Problem(ProblemCode.MISSING_VALUE, name, name + " must be given: " + form(name));
        }
        String given = text.strip();
        try {
            if (given.length() == 10) {
                LocalDate day = LocalDate.parse(given);
                requireYear(name, day.getYear());
                return zone -> day.atStartOfDay(zone).toInstant();
            }
            // A blank before the offset is the plus sign that URLs turn into one.
            OffsetDateTime time = OffsetDateTime.parse(given.replace(' ', '+'));
            requireYear(name, time.getYear());
            return zone -> time.toInstant();
        } catch (DateTimeException e) {
            throw new Problem(ProblemCode.INVALID_VALUE, name, form(name));
        }
    }

    /** The same of an instant that is known already. */
    public static Function<ZoneId, Instant> of(String name, Instant instant) {
        requireYear(name, instant.atOffset(ZoneOffset.UTC).getYear());
        return zone -> instant;
    }

    private static void requireYear(String name, int year) {
        if (year < 1 || year > 9998) {
            throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must lie in the years 0001 to 9998.");
        }
    }

    private static String form(String name) {
        return name
                + " must be an ISO instant with offset, such as 2026-01-01T00:00:00Z, or a date, which is midnight in the"
                + " tenant's zone.";
    }
}
