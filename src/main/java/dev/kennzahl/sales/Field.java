package dev.kennzahl.sales;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * A field of a data set: a column of its files, a column of its table, a member of the record in REST.
 *
 * @param description what it says, for the documents of every interface
 * @param values the only values it may have; empty when it may have any of its type
 */
public record Field(String name, FieldType type, String description, List<String> values) {

    public Field(String name, FieldType type, String description) {
        this(name, type, description, List.of());
    }

    /** A text that has one of these values. */
    static Field choice(String name, String description, String... values) {
        return new Field(name, FieldType.TEXT, description, List.of(values));
    }

    /**
     * Reads a value.
     *
     * @param zone where a bare date begins
     * @throws InvalidValueException saying what would be right
     */
    public Object parse(String text, ZoneId zone) {
        Object value = type.parse(text, zone);
        if (values.isEmpty()) {
            return value;
        }
        String choice = text.strip().toLowerCase(Locale.ROOT);
        if (!values.contains(choice)) {
            throw new InvalidValueException("must be one of " + values);
        }
        return choice;
    }
}
