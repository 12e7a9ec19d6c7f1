package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.Facts;
import dev.kennzahl.sales.Records;

/**
 * Something that is, or was, believed of a record or a fact.
 *
 * @param name what its sender calls it
 * @param from since when it was so; the beginning of time for facts, which have no history
 * @param to until when
 * @param values what it says, by column; what is unknown is absent
 */
record Believed(
        UUID id,
        String name,
        Instant from,
        Instant to,
        Instant knownFrom,
        Instant knownTo,
        boolean isDeleted,
        Map<String, Object> values) {
    private static final TypeReference<TreeMap<String, Object>> CUSTOM = new TypeReference<>() {};

    static Believed of(Records.Entry entry, ObjectMapper json) {
        Map<String, Object> values = values(entry.custom(), entry.fields(), json);
        values.put("status", entry.status());
        return new Believed(
                entry.id(),
                entry.externalId(),
                orElse(entry.validFrom(), Instant.MIN),
                orElse(entry.validTo(), Instant.MAX),
                entry.knownFrom(),
                orElse(entry.knownTo(), Instant.MAX),
                entry.status().equals("deleted"),
                values);
    }

    static Believed of(Facts.Entry entry, ObjectMapper json) {
        return new Believed(
                entry.id(),
                entry.externalId(),
                Instant.MIN,
                Instant.MAX,
                entry.knownFrom(),
                orElse(entry.knownTo(), Instant.MAX),
                false,
                values(entry.custom(), entry.fields(), json));
    }

    /** Whether it was believed at an instant. */
    boolean wasKnownAt(Instant instant) {
        return !knownFrom.isAfter(instant) && knownTo.isAfter(instant);
    }

    /** Whether it is believed still. */
    boolean isKnown() {
        return knownTo.equals(Instant.MAX);
    }

    private static Map<String, Object> values(String custom, Map<String, Object> fields, ObjectMapper json) {
        try {
            Map<String, Object> values = json.readValue(custom, CUSTOM);
            values.putAll(fields);
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("custom attributes are stored as JSON", e);
        }
    }

    private static Instant orElse(@Nullable Instant instant, Instant other) {
        return instant == null ? other : instant;
    }
}
