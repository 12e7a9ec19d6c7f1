package dev.kennzahl.sales;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What must hold between the values of a row, or of one of them beyond its type.
 *
 * @param field the field that is told to be at fault
 * @param remedy what would be right, to be read after the field's name
 * @param holds given the typed values that are known
 */
public record RowCheck(String field, String remedy, Predicate<Map<String, Object>> holds) {

    static RowCheck positive(String field) {
        return new RowCheck(field, "must be greater than 0", row -> sign(row, field) > 0);
    }

    static RowCheck notNegative(String field) {
        return new RowCheck(field, "must not be negative", row -> sign(row, field) >= 0);
    }

    static RowCheck within(String field, long least, long most) {
        return new RowCheck(
                field,
                "must be from " + least + " to " + most,
                row -> !(row.get(field) instanceof BigDecimal number)
                        || number.compareTo(BigDecimal.valueOf(least)) >= 0
                                && number.compareTo(BigDecimal.valueOf(most)) <= 0);
    }

    static RowCheck after(String field, String other) {
        return new RowCheck(field, "must be after " + other, row -> order(row, field, other) > 0);
    }

    static RowCheck notBefore(String field, String other) {
        return new RowCheck(field, "must not be before " + other, row -> order(row, field, other) >= 0);
    }

    static RowCheck above(String field, String other) {
        return new RowCheck(field, "must be greater than " + other, row -> order(row, field, other) > 0);
    }

    static RowCheck atLeast(String field, String other) {
        return new RowCheck(field, "must not be less than " + other, row -> order(row, field, other) >= 0);
    }

    static RowCheck atMost(String field, String other) {
        return new RowCheck(field, "must not be greater than " + other, row -> order(row, other, field) >= 0);
    }

    static RowCheck different(String field, String other) {
        return new RowCheck(field, "must differ from " + other, row -> order(row, field, other) != 0);
    }

    /** A check of rows of one kind only, told apart by another field. */
    RowCheck onlyIf(String other, String value) {
        return new RowCheck(field, remedy, row -> !value.equals(row.get(other)) || holds.test(row));
    }

    /** Of a number that is not known nothing is demanded. */
    private static int sign(Map<String, Object> row, String field) {
        Object value = row.get(field);
        if (value == null) {
            return 1;
        }
        return value instanceof BigDecimal decimal ? decimal.signum() : Long.signum((Long) value);
    }

    /** As {@code compareTo}; values that are not both known are in order. */
    @SuppressWarnings("unchecked") // a check is made of fields of one type
    private static int order(Map<String, Object> row, String field, String other) {
        Object one = row.get(field);
        Object two = row.get(other);
        return one == null || two == null ? 1 : ((Comparable<Object>) one).compareTo(two);
    }
}
