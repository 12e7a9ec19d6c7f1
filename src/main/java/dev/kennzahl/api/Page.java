package dev.kennzahl.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * A page of a list, in the order of a key that does not change while paging.
 *
 * @param next the cursor of the next page; null on the last one
 */
@Schema(description = "A page of a list, in the order of a key that does not change while paging.")
public record Page<T>(
        @Schema(description = "The items, in a stable order.") List<T> items,
        @Schema(description = "Pass it as 'after' to get the next page; null on the last page.") @Nullable
                String next) {

    /** How many items a page has when the caller does not say. */
    public static final int DEFAULT_SIZE = 50;

    /** How many items a page may have. */
    public static final int MAX_SIZE = 500;

    /** The size asked for, or the default. */
    public static int size(@Nullable Integer first) {
        if (first == null) {
            return DEFAULT_SIZE;
        }
        if (first < 1 || first > MAX_SIZE) {
            throw new Problem(ProblemCode.INVALID_VALUE, "first", "first must be from 1 to " + MAX_SIZE + ".");
        }
        return first;
    }

    /** A page from one row more than asked for: the surplus row says that there is a next page. */
    public static <T> Page<T> of(List<T> rows, int size, Function<T, String> key) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        List<T> items = new ArrayList<>(rows.subList(0, size));
        return new Page<>(items, cursor(key.apply(items.get(size - 1))));
    }

    public <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), next);
    }

    /** A cursor for a key; opaque to callers. */
    public static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a cursor that a caller sent back; null when there is none. */
    public static @Nullable String keyOf(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (key.indexOf('\u0000') < 0) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // said below, in words for the caller
        }
        throw invalidCursor();
    }

    /** What is said of a cursor that was not made here. */
    public static Problem invalidCursor() {
        return new Problem(
                ProblemCode.INVALID_VALUE, "after", "after must be the 'next' of an earlier page, unchanged.");
    }
}
