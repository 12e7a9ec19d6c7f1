package dev.kennzahl.ingestion.sender;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** Times as Pipedrive writes them: RFC 3339, or without an offset and then in UTC; of messages also as a number since 1970. */
final class PipedriveTimes {
    // ASCII only: Long.parseLong would take the digits of other scripts as well.
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern MICROSECONDS = Pattern.compile("[0-9]{1,17}");
    private static final Pattern WITHOUT_OFFSET =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private PipedriveTimes() {}

    /** Empty when the text is no time. */
    static Optional<Instant> parse(String text) {
        String trimmed = text.strip();
        try {
            return Optional.of(Rfc3339.parse(
                    WITHOUT_OFFSET.matcher(trimmed).matches() ? trimmed.replace(' ', 'T') + "Z" : trimmed));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The time in a member of a record. */
    static Optional<Instant> of(JsonNode record, String member) {
        return JsonBody.text(record, member).flatMap(PipedriveTimes::parse);
    }

    /**
     * The end of the second that a record names. Records know whole seconds, messages more: a time read off a record must not
     * come before the message of that same second which brought the change.
     */
    static Optional<Instant> endOfSecond(JsonNode record, String member) {
        return of(record, member)
                .map(time -> time.getNano() == 0 ? time.plusSeconds(1).minus(1, ChronoUnit.MICROS) : time);
    }

    /** When a message of version 2 says that it happened: RFC 3339 in the examples, seconds by the field table. */
    static Optional<Instant> ofMessage(JsonNode timestamp) {
        return JsonBody.id(timestamp)
                .flatMap(text -> SECONDS.matcher(text).matches()
                        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
                        : parse(text))
                .filter(time -> time.isBefore(LATEST));
    }

    /** When a message of version 1 says that it happened. */
    static Optional<Instant> ofMicroseconds(JsonNode timestamp) {
        return JsonBody.id(timestamp)
                .filter(text -> MICROSECONDS.matcher(text).matches())
                .map(text -> Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS))
                .filter(time -> time.isBefore(LATEST));
    }
}
