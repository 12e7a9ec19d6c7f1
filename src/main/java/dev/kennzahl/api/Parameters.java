package dev.kennzahl.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Reads parameters that came as text; what cannot be read is answered with the parameter's name and the right form. */
public final class Parameters {
    private Parameters() {}

    public static LocalDate date(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE, name, name + " must be given as an ISO date, such as 2026-01-01.");
        }
        try {
            LocalDate date = LocalDate.parse(text.strip());
            if (date.getYear() >= 1 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be an ISO date, such as 2026-01-01.");
    }

    /** An ISO instant with offset; null stays null. A blank before the offset is the plus sign that URLs turn into one. */
    public static @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant instant =
                    OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
            if (instant.isAfter(Instant.parse("0001-01-01T00:00:00Z"))
                    && instant.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
                return instant;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw new Problem(
                ProblemCode.INVALID_VALUE,
                name,
                name + " must be an ISO instant with offset, such as 2026-01-01T00:00:00Z.");
    }

    public static @Nullable UUID uuid(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be an id as the service gave it.");
        }
    }

    /** A whole number; null stays null. */
    public static @Nullable Integer number(String name, @Nullable String text) {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be a whole number.");
        }
    }

    /** What stands between commas; nothing for an absent text. */
    public static List<String> list(@Nullable String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    /** One of a closed set, by its name in small letters. */
    public static <E extends Enum<E>> E oneOf(String name, String text, E[] values) {
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        List<String> valid = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new Problem(ProblemCode.INVALID_VALUE, name, name + " must be one of " + valid + ".");
    }
}
