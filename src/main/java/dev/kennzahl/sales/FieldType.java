package dev.kennzahl.sales;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a field may hold. Values travel as text until they are stored, so nothing is lost by a detour over binary floats. */
public enum FieldType {
    TEXT("text"),
    /** An exact decimal with a point, sign and exponent allowed: {@code 12500}, {@code -250.50}, {@code 1.25E7}. */
    DECIMAL("numeric"),
    /** A whole number. */
    INTEGER("bigint"),
    /** A decimal from 0 to 1. */
    SHARE("numeric"),
    /** An ISO date. */
    DATE("date"),
    /** An ISO 8601 instant with offset, or a bare date, which means midnight in the tenant's zone. */
    INSTANT("timestamptz"),
    /** An ISO 4217 code, in capitals. */
    CURRENCY("text");

    private static final Pattern PLAIN_DECIMAL =
            Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    private static final int LONGEST_DECIMAL = 40;

    private final String sqlType;

    FieldType(String sqlType) {
        this.sqlType = sqlType;
    }

    /** The Postgres type of a column of this type. */
    public String sqlType() {
        return sqlType;
    }

    /**
     * Reads a value.
     *
     * @param zone where a bare date begins
     * @return a {@code String}, {@code BigDecimal}, {@code Long}, {@code LocalDate} or {@code Instant} (whole microseconds)
     * @throws InvalidValueException saying what would be right
     */
    public Object parse(String text, ZoneId zone) {
        return switch (this) {
            case TEXT -> text;
            case DECIMAL -> decimal(text);
            case INTEGER -> integer(text);
            case SHARE -> share(text);
            case DATE -> date(text);
            case INSTANT -> instant(text, zone);
            case CURRENCY -> currency(text);
        };
    }

    private static BigDecimal decimal(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > LONGEST_DECIMAL
                || !PLAIN_DECIMAL.matcher(trimmed).matches()) {
            throw new InvalidValueException("must be a decimal number with a point and no separators, such as 1250.50");
        }
        BigDecimal value = new BigDecimal(trimmed);
        // Postgres could hold more; a figure of over a thousand digits is an attack, not a price.
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    private static Long integer(String text) {
        try {
            return decimal(text).longValueExact();
        } catch (ArithmeticException | InvalidValueException e) {
            throw new InvalidValueException("must be a whole number, such as 3");
        }
    }

    private static BigDecimal share(String text) {
        BigDecimal value = decimal(text);
        if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
            throw new InvalidValueException("must be a share from 0 to 1, such as 0.25");
        }
        return value;
    }

    private static LocalDate date(String text) {
        try {
            String trimmed = text.strip();
            return sane(
                    LocalDate.parse(
                            trimmed.length() > 10 && trimmed.charAt(10) == 'T' ? trimmed.substring(0, 10) : trimmed),
                    1);
        } catch (DateTimeException e) {
            throw new InvalidValueException("must be an ISO date, such as 2026-05-31");
        }
    }

    /** The date that an instant is given as, if it is given as a bare date. */
    public static Optional<LocalDate> bareDate(String text) {
        String trimmed = text.strip();
        try {
            return trimmed.length() == "2026-05-31".length() ? Optional.of(LocalDate.parse(trimmed)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant instant(String text, ZoneId zone) {
        Optional<LocalDate> date = bareDate(text);
        try {
            // Whether an instant is in bounds must not depend on the zone, which may change. The year 1 is out, since
            // in
            // many zones it begins before the era, which Postgres writes differently.
            if (date.isPresent()) {
                return sane(date.get(), 2).atStartOfDay(zone).toInstant();
            }
            Instant instant = OffsetDateTime.parse(withT(text.strip()).toUpperCase(Locale.ROOT))
                    .toInstant();
            sane(instant.atOffset(ZoneOffset.UTC).toLocalDate(), 2);
            return instant.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new InvalidValueException(
                    "must be an ISO date or instant with offset, such as 2026-05-31 or 2026-05-31T14:30:00Z");
        }
    }

    /** Not by a pattern, which would be compiled for each of millions of values. */
    private static String withT(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank) + "T" + text.substring(blank + 1);
    }

    private static LocalDate sane(LocalDate date, int firstYear) {
        if (date.getYear() < firstYear || date.getYear() > 9999) {
            throw new InvalidValueException("must lie in the years 000" + firstYear + " to 9999");
        }
        return date;
    }

    private static String currency(String text) {
        try {
            return Currency.getInstance(text.strip().toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("must be an ISO 4217 currency code, such as EUR");
        }
    }
}
