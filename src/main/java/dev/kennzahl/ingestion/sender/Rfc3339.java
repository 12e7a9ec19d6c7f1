package dev.kennzahl.ingestion.sender;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as RFC 3339 allows them, which is more than Java's own parser takes: lower-case letters, any fraction, leap seconds. */
final class Rfc3339 {
    private static final int LONGEST = 64;
    private static final Pattern FORM = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]"
            + "([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");

    private Rfc3339() {}

    /**
     * The instant, cut to whole microseconds. A leap second counts as the first second of the next minute, as in Unix time.
     *
     * @throws DateTimeException when the text is not a time of the years 0001 to 9999
     */
    static Instant parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches()) {
            throw new DateTimeException("not a time of RFC 3339");
        }
        int second = number(form, 6);
        int leap = second == 60 ? 1 : 0;
        LocalDateTime local = LocalDateTime.of(
                        number(form, 1),
                        number(form, 2),
                        number(form, 3),
                        number(form, 4),
                        number(form, 5),
                        second - leap)
                .plusSeconds(leap)
                .plusNanos(micros(form.group(7)) * 1000L);
        Instant instant = local.minusMinutes(offsetMinutes(form)).toInstant(ZoneOffset.UTC);
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("not in the years 0001 to 9999");
        }
        return instant;
    }

    private static int micros(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6));
    }

    private static int offsetMinutes(Matcher form) {
        if (form.group(8) == null) {
            return 0;
        }
        int hours = number(form, 9);
        int minutes = number(form, 10);
        if (hours > 23 || minutes > 59) {
            throw new DateTimeException("not an offset");
        }
        return (form.group(8).equals("-") ? -1 : 1) * (hours * 60 + minutes);
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }
}
