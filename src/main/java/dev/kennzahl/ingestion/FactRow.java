package dev.kennzahl.ingestion;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.ingestion.history.ContentDigest;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.FieldType;

/**
 * A row of a file about a fact, ready to be stored.
 *
 * @param id the digest of the key, as it was said: a bare date stays the same key in every zone
 * @param content the digest of all the row says; equal digests say the same
 * @param values the typed value of each field that is known
 * @param days the bare dates that were said for instants
 * @param custom the further columns
 */
record FactRow(
        UUID id,
        String externalId,
        UUID content,
        Map<String, Object> values,
        Map<String, LocalDate> days,
        Map<String, String> custom) {

    /** @param zone where bare dates begin */
    static FactRow of(FactType type, RowTranslator.Statement row, ZoneId zone) {
        Map<String, Object> values = new HashMap<>();
        Map<String, LocalDate> days = new HashMap<>();
        Map<String, String> custom = new TreeMap<>();
        row.fields().forEach((name, text) -> {
            if (text == null) {
                return;
            }
            type.field(name)
                    .ifPresentOrElse(
                            field -> {
                                values.put(name, field.parse(text, zone));
                                if (field.type() == FieldType.INSTANT) {
                                    FieldType.bareDate(text).ifPresent(day -> days.put(name, day));
                                }
                            },
                            () -> custom.put(name, text));
        });
        return of(type, row.id(), values, days, custom);
    }

    /** @param given the id, of a type that has one */
    static FactRow of(
            FactType type,
            @Nullable String given,
            Map<String, Object> values,
            Map<String, LocalDate> days,
            Map<String, String> custom) {
        Map<String, String> said = new TreeMap<>();
        values.forEach((name, value) ->
                said.put(name, days.containsKey(name) ? days.get(name).toString() : said(value)));
        type.idColumn().ifPresent(column -> said.put(column, Objects.requireNonNull(given)));
        List<String> key = type.keyColumns().stream()
                .map(column -> said.getOrDefault(column, ""))
                .toList();
        List<String> name = new ArrayList<>(List.of("fact", type.key()));
        name.addAll(key);
        return new FactRow(digest(name), type.externalId(key), content(said, custom), values, days, custom);
    }

    private static UUID content(Map<String, String> said, Map<String, String> custom) {
        List<String> parts = new ArrayList<>();
        for (Map<String, String> some : List.of(said, custom)) {
            parts.add(Integer.toString(some.size()));
            some.forEach((name, value) -> {
                parts.add(name);
                parts.add(value);
            });
        }
        return digest(parts);
    }

    private static UUID digest(List<String> parts) {
        return ContentDigest.of(parts.toArray(new String[0]));
    }

    /** 100 and 100.00 say the same. */
    private static String said(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros().toPlainString() : value.toString();
    }

    /** A value for the store. */
    @Nullable
    String text(String field) {
        Object value = values.get(field);
        return value instanceof BigDecimal number ? number.toPlainString() : value == null ? null : value.toString();
    }
}
