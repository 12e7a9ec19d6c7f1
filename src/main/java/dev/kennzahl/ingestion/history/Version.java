package dev.kennzahl.ingestion.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * How a record was for a while, in valid time {@code [validFrom, validTo)}.
 *
 * @param validFrom {@link Instant#MIN} for since ever
 * @param validTo {@link Instant#MAX} for until further notice
 * @param needsResync whether the sender told less than happened, so that the record must be read anew (rule R9)
 * @param fields the typed value of each field of the entity that is known
 * @param custom the custom attributes that are known
 */
public record Version(
        Instant validFrom,
        Instant validTo,
        String status,
        @Nullable UUID mergedInto,
        boolean needsResync,
        Map<String, Object> fields,
        Map<String, String> custom) {

    /** Whether both say the same about the record, whenever they say it. */
    boolean saysTheSameAs(Version other) {
        return status.equals(other.status)
                && Objects.equals(mergedInto, other.mergedInto)
                && needsResync == other.needsResync
                && fields.equals(other.fields)
                && custom.equals(other.custom);
    }

    Version until(Instant end) {
        return new Version(validFrom, end, status, mergedInto, needsResync, fields, custom);
    }

    /** A digest of all the version says, without its times. */
    public UUID content() {
        List<String> parts =
                new ArrayList<>(List.of(status, String.valueOf(mergedInto), Boolean.toString(needsResync)));
        add(parts, fields);
        add(parts, custom);
        return ContentDigest.of(parts.toArray(new String[0]));
    }

    /** The fold gives maps that are sorted by name already; a copy of each would cost as much as the digest. */
    private static Map<String, ?> sorted(Map<String, ?> values) {
        return values instanceof SortedMap<String, ?> sorted && sorted.comparator() == null
                ? sorted
                : new TreeMap<>(values);
    }

    private static void add(List<String> parts, Map<String, ?> values) {
        parts.add(Integer.toString(values.size()));
        sorted(values).forEach((name, value) -> {
            parts.add(name);
            parts.add(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
        });
    }
}
