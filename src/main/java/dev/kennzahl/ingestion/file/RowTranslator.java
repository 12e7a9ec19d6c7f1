package dev.kennzahl.ingestion.file;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.RecordKey;
import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;

/** Reads a row as a statement about one record, or says what is wrong with it, field by field. */
public final class RowTranslator {
    /** The instant of change that makes a row part of a record's history. */
    public static final String CHANGED_AT = "changed_at";

    private static final int LONGEST_NAME = 100;

    private final EntityType entity;
    private final ColumnMapping mapping;
    private final ZoneId zone;

    public RowTranslator(EntityType entity, ColumnMapping mapping, ZoneId zone) {
        this.entity = entity;
        this.mapping = mapping;
        this.zone = zone;
    }

    /**
     * A good row.
     *
     * @param changedAt when it became so; null when the row describes the record as a whole
     * @param changedOn the bare date that was said for it, if one was
     */
    public record Statement(
            RecordKey record,
            @Nullable Instant changedAt,
            @Nullable LocalDate changedOn,
            Map<String, @Nullable String> fields) {}

    /** @param statement null when there are rejections */
    public record Outcome(@Nullable Statement statement, List<Rejection> rejections) {}

    /**
     * Checks that a file with these columns can hold good rows.
     *
     * @throws Problem naming the missing columns
     */
    public void checkColumns(List<String> columns) {
        TreeSet<String> missing = new TreeSet<>(entity.required());
        missing.add(entity.keyColumn());
        columns.forEach(column -> missing.removeAll(mapping.targets(column)));
        missing.removeAll(mapping.defaults().keySet());
        if (!missing.isEmpty()) {
            throw new Problem(
                    ProblemCode.INVALID_CSV,
                    String.join(",", missing),
                    "The file lacks the required columns " + missing + "; name them in the header row or map them.");
        }
    }

    public Outcome translate(FileRow row) {
        if (row.fault() != null) {
            return new Outcome(
                    null, List.of(new Rejection(row.line(), ProblemCode.INVALID_ROW.name(), null, row.fault(), null)));
        }
        Map<String, @Nullable String> cells = mapping.apply(row.cells());
        String key = cells.remove(entity.keyColumn());
        List<Rejection> rejections = new ArrayList<>();
        requireFilled(row, entity.keyColumn(), key, key, rejections);
        entity.required().forEach(column -> requireFilled(row, column, cells.get(column), key, rejections));
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        Instant changedAt = null;
        LocalDate changedOn = null;
        for (Map.Entry<String, @Nullable String> cell : cells.entrySet()) {
            String name = cell.getKey();
            try {
                String value = cell.getValue();
                if (!entity.hasLifecycle() || !name.equals(CHANGED_AT)) {
                    fields.put(name, checked(name, value));
                } else if (value != null) {
                    changedAt = (Instant) FieldType.INSTANT.parse(value, zone);
                    changedOn = FieldType.bareDate(value).orElse(null);
                }
            } catch (InvalidValueException e) {
                rejections.add(rejection(row, ProblemCode.INVALID_VALUE, name, name + " " + e.getMessage() + ".", key));
            }
        }
        if (!rejections.isEmpty() || key == null) {
            return new Outcome(null, rejections);
        }
        RecordKey record = new RecordKey(entity, "import", "", entity.dataset(), key);
        return new Outcome(new Statement(record, changedAt, changedOn, fields), List.of());
    }

    private static void requireFilled(
            FileRow row, String column, @Nullable String value, @Nullable String key, List<Rejection> rejections) {
        if (value == null) {
            rejections.add(rejection(row, ProblemCode.MISSING_VALUE, column, column + " must not be empty.", key));
        }
    }

    private @Nullable String checked(String name, @Nullable String value) {
        if (name.isBlank() || name.startsWith("_") || name.length() > LONGEST_NAME || name.indexOf('\u0000') >= 0) {
            throw new InvalidValueException(
                    "is no column name; use up to " + LONGEST_NAME + " characters, the first no underscore");
        }
        if (value == null) {
            return null;
        }
        if (value.indexOf('\u0000') >= 0) {
            throw new InvalidValueException("must not contain the character NUL");
        }
        if (entity.hasLifecycle() && name.equals("status")) {
            return status(value);
        }
        FieldType type = entity.fields().get(name);
        if (type != null) {
            Object parsed = type.parse(value, zone);
            return type == FieldType.CURRENCY ? parsed.toString() : value;
        }
        return value;
    }

    private String status(String value) {
        String status = value.toLowerCase(java.util.Locale.ROOT);
        if (!entity.liveStatuses().contains(status)) {
            throw new InvalidValueException("must be one of " + new TreeSet<>(entity.liveStatuses()));
        }
        return status;
    }

    private static Rejection rejection(
            FileRow row, ProblemCode code, String field, String message, @Nullable String key) {
        return new Rejection(row.line(), code.name(), field, message, key);
    }
}
