package dev.kennzahl.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/** Instants as Postgres writes them: {@code Instant.MIN} and {@code Instant.MAX} are its infinities. */
public final class SqlTime {
    private SqlTime() {}

    /** As text for a cast to {@code timestamptz}. */
    public static String text(Instant instant) {
        if (instant.equals(Instant.MIN)) {
            return "-infinity";
        }
        return instant.equals(Instant.MAX) ? "infinity" : instant.toString();
    }

    /** As a bound parameter. */
    public static OffsetDateTime parameter(Instant instant) {
        if (instant.equals(Instant.MIN)) {
            return OffsetDateTime.MIN;
        }
        return instant.equals(Instant.MAX) ? OffsetDateTime.MAX : instant.atOffset(ZoneOffset.UTC);
    }

    /** From a column; null stays null. */
    public static @Nullable Instant instant(@Nullable OffsetDateTime value) {
        if (value == null) {
            return null;
        }
        if (value.equals(OffsetDateTime.MIN)) {
            return Instant.MIN;
        }
        return value.equals(OffsetDateTime.MAX) ? Instant.MAX : value.toInstant();
    }
}
