package dev.kennzahl.database;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/** Instants as Postgres writes them: {@code Instant.MIN} and {@code Instant.MAX} are its infinities. */
public final class SqlTime {
    /** Before it Postgres has no finite times. The driver reads its minus infinity as a time 290,000 years ago. */
    private static final OffsetDateTime FIRST_FINITE = OffsetDateTime.parse("-4713-11-24T00:00:00Z");

    /** Beyond it Postgres has no finite times. */
    private static final OffsetDateTime LAST_FINITE = OffsetDateTime.parse("+294276-12-31T23:59:59.999999Z");

    private SqlTime() {}

    /** As text for a cast to {@code timestamptz}. */
    public static String text(Instant instant) {
        if (instant.equals(Instant.MIN)) {
            return "-infinity";
        }
        return instant.equals(Instant.MAX) ? "infinity" : instant.toString();
    }

    /** As a bound parameter; minus infinity only as {@link #text}, because the driver sends it as a finite time. */
    public static OffsetDateTime parameter(Instant instant) {
        if (instant.equals(Instant.MIN)) {
            throw new IllegalArgumentException("minus infinity must be bound as text");
        }
        return instant.equals(Instant.MAX) ? OffsetDateTime.MAX : instant.atOffset(ZoneOffset.UTC);
    }

    /** As a bound parameter; days before those that Postgres has become its first one. */
    public static LocalDate parameter(LocalDate day) {
        return day.isBefore(FIRST_FINITE.toLocalDate()) ? FIRST_FINITE.toLocalDate() : day;
    }

    /** From a column; null stays null. */
    public static @Nullable Instant instant(@Nullable OffsetDateTime value) {
        if (value == null) {
            return null;
        }
        if (value.isBefore(FIRST_FINITE)) {
            return Instant.MIN;
        }
        return value.isAfter(LAST_FINITE) ? Instant.MAX : value.toInstant();
    }
}
