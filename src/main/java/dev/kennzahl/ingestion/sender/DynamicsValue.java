package dev.kennzahl.ingestion.sender;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/**
 * Values of columns as the .NET serialiser writes them: plain JSON, or objects such as Money, OptionSetValue and EntityReference.
 * They are told apart by their members, since images may come without {@code __type}.
 */
final class DynamicsValue {
    // The number is UTC whatever the offset says, by the rule of .NET.
    private static final Pattern DATE = Pattern.compile("/Date\\((-?[0-9]{1,15})(?:[+-][0-9]{4})?\\)/");
    private static final long DAY_MS = 86_400_000;

    private DynamicsValue() {}

    /**
     * The value as text; null when it was cleared, by null or by the empty text.
     *
     * @param type what the field holds that the value is for; null for a custom attribute
     * @param zone where dates without time were meant, unless they were kept as midnight UTC
     * @throws InvalidValueException when it is not a single value
     */
    static @Nullable String text(JsonNode node, @Nullable FieldType type, ZoneId zone) {
        if (node.isArray() && type == null) {
            return choices(node);
        }
        JsonNode value = unwrapped(node);
        String text = JsonBody.scalar(value);
        if (text == null || text.isEmpty()) {
            return null;
        }
        Optional<Instant> instant = type == FieldType.TEXT ? Optional.empty() : instant(value);
        if (instant.isEmpty()) {
            return text;
        } else if (type == FieldType.DATE) {
            return date(instant.get(), zone).toString();
        }
        return type == null ? dateOrInstant(instant.get()) : instant.get().toString();
    }

    /** The date, where the time is midnight UTC, which is how columns without time are kept; else the instant. */
    static String dateOrInstant(Instant instant) {
        return isMidnight(instant)
                ? instant.atZone(ZoneOffset.UTC).toLocalDate().toString()
                : instant.toString();
    }

    private static LocalDate date(Instant instant, ZoneId zone) {
        // Older columns hold the midnight of whoever filled them in, which the tenant's zone meets best.
        return instant.atZone(isMidnight(instant) ? ZoneOffset.UTC : zone).toLocalDate();
    }

    private static boolean isMidnight(Instant instant) {
        return instant.toEpochMilli() % DAY_MS == 0;
    }

    /** The time of a {@code /Date(1777885200000+0000)/}; empty when it is none. */
    static Optional<Instant> instant(JsonNode node) {
        Matcher form = DATE.matcher(node.isTextual() ? node.textValue() : "");
        return form.matches() ? Optional.of(Instant.ofEpochMilli(Long.parseLong(form.group(1)))) : Optional.empty();
    }

    private static JsonNode unwrapped(JsonNode node) {
        JsonNode value = node;
        // Twice, because a column of a joined table comes as an AliasedValue around the value itself.
        for (int i = 0; i < 2 && value.isObject() && value.has("Value"); i++) {
            value = value.get("Value");
        }
        if (value.isObject() && value.path("LogicalName").isTextual() && !value.has("Attributes")) {
            JsonNode id = value.path("Id");
            DynamicsGuid.of(id).orElseThrow(() -> new InvalidValueException("must name a record by its GUID"));
            return id;
        } else if (value.isContainerNode()) {
            throw new InvalidValueException("must be a single value: plain, Money, OptionSetValue or EntityReference");
        }
        return value;
    }

    /** Of a column with several choices, their numbers. */
    private static @Nullable String choices(JsonNode array) {
        StringJoiner choices = new StringJoiner(";");
        for (JsonNode choice : array) {
            JsonNode number = choice.path("Value");
            if (!number.isIntegralNumber()) {
                throw new InvalidValueException("must be a list of OptionSetValue, if it is a list");
            }
            choices.add(number.asText());
        }
        return array.isEmpty() ? null : choices.toString();
    }
}
