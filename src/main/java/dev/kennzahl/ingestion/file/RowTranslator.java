package dev.kennzahl.ingestion.file;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.Rejection;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.Field;
import dev.kennzahl.sales.FieldType;
import dev.kennzahl.sales.InvalidValueException;
import dev.kennzahl.sales.RowCheck;

/** Reads a row as a statement about one record or fact, or says what is wrong with it, field by field. */
public final class RowTranslator {
    /** The instant of change that makes a row part of a record's history. */
    public static final String CHANGED_AT = "changed_at";

    private static final int LONGEST_NAME = 100;

    private final DataSet dataset;
    private final boolean hasLifecycle;
    private final ColumnMapping mapping;
    private final ZoneId zone;

    public RowTranslator(DataSet dataset, ColumnMapping mapping, ZoneId zone) {
        this.dataset = dataset;
        this.hasLifecycle = dataset instanceof EntityType entity && entity.hasLifecycle();
        this.mapping = mapping;
        this.zone = zone;
    }

    /**
     * A good row.
     *
     * @param id what the data set's id column says; null when it has none
     * @param changedAt when it became so; null when the row describes the record as a whole
     * @param changedOn the bare date that was said for it, if one was
     * @param fields the other columns
     */
    public record Statement(
            @Nullable String id,
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
        TreeSet<String> missing = new TreeSet<>(dataset.requiredColumns());
        columns.forEach(column -> missing.removeAll(mapping.targets(column)));
        missing.removeAll(mapping.defaults().keySet());
        if (!missing.isEmpty()) {
            throw new Problem(
                    ProblemCode.INVALID_CSV,
                    String.join(",", missing),
                    "The file lacks the required columns " + missing + "; name them in the header row or map them."
                            + HeaderHint.of(columns, missing));
        }
    }

    public Outcome translate(FileRow row) {
        if (row.fault() != null) {
            return new Outcome(
                    null, List.of(new Rejection(row.line(), ProblemCode.INVALID_ROW.name(), null, row.fault(), null)));
        }
        return new Reading(row).outcome();
    }

    /** One row while it is read. */
    private final class Reading {
        private final FileRow row;
        private final @Nullable String id;
        private final Map<String, @Nullable String> fields = new LinkedHashMap<>();
        private final Map<String, Object> values = new HashMap<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private @Nullable Instant changedAt;
        private @Nullable LocalDate changedOn;

        Reading(FileRow row) {
            this.row = row;
            Map<String, @Nullable String> cells = mapping.apply(row.cells());
            dataset.defaults().forEach((column, value) -> {
                if (cells.get(column) == null) {
                    cells.put(column, value);
                }
            });
            this.id = dataset.idColumn().map(cells::get).orElse(null);
            for (String column : dataset.requiredColumns()) {
                if (cells.get(column) == null) {
                    reject(ProblemCode.MISSING_VALUE, column, "must not be empty");
                }
            }
            cells.forEach(this::read);
        }

        private void read(String name, @Nullable String value) {
            try {
                if (hasLifecycle && name.equals(CHANGED_AT)) {
                    changedAt = value == null ? null : (Instant) FieldType.INSTANT.parse(value, zone);
                    changedOn = value == null ? null : FieldType.bareDate(value).orElse(null);
                } else {
                    fields.put(name, checked(name, value));
                }
            } catch (InvalidValueException e) {
                reject(ProblemCode.INVALID_VALUE, name, String.valueOf(e.getMessage()));
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
            if (value.length() > dataset.longestText(name)) {
                throw new InvalidValueException("must not be longer than " + dataset.longestText(name) + " characters");
            }
            if (hasLifecycle && name.equals("status")) {
                return status((EntityType) dataset, value);
            }
            Field field = dataset.field(name).orElse(null);
            if (field == null) {
                return value;
            }
            Object parsed = field.parse(value, zone);
            values.put(name, parsed);
            // Of the ways to write one of a closed set, one is kept; all other text is kept as it was said.
            return field.type() == FieldType.CURRENCY || !field.values().isEmpty() ? parsed.toString() : value;
        }

        Outcome outcome() {
            if (rejections.isEmpty()) {
                for (RowCheck check : dataset.checks()) {
                    if (!check.holds().test(values)) {
                        reject(ProblemCode.INVALID_VALUE, check.field(), check.remedy());
                    }
                }
            }
            if (!rejections.isEmpty()) {
                return new Outcome(null, rejections);
            }
            dataset.idColumn().ifPresent(fields::remove);
            return new Outcome(new Statement(id, changedAt, changedOn, fields), List.of());
        }

        private void reject(ProblemCode code, String field, String remedy) {
            rejections.add(new Rejection(row.line(), code.name(), field, field + " " + remedy + ".", id));
        }
    }

    private static String status(EntityType entity, String value) {
        String status = value.toLowerCase(java.util.Locale.ROOT);
        if (!entity.liveStatuses().contains(status)) {
            throw new InvalidValueException("must be one of " + new TreeSet<>(entity.liveStatuses()));
        }
        return status;
    }
}
