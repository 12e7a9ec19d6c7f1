package dev.kennzahl.ingestion.history;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * How a record was for a while, in valid time {@code [validFrom, validTo)}.
 *
 * @param validFrom {@link Instant#MIN} for since ever
 * @param validTo {@link Instant#MAX} for until further notice
 * @param fields the typed value of each field of the entity that is known
 * @param custom the custom attributes that are known
 */
public record Version(
        Instant validFrom,
        Instant validTo,
        String status,
        @Nullable UUID mergedInto,
        Map<String, Object> fields,
        Map<String, String> custom) {

    /** Whether both say the same about the record, whenever they say it. */
    boolean saysTheSameAs(Version other) {
        return status.equals(other.status)
                && java.util.Objects.equals(mergedInto, other.mergedInto)
                && fields.equals(other.fields)
                && custom.equals(other.custom);
    }

    Version until(Instant end) {
        return new Version(validFrom, end, status, mergedInto, fields, custom);
    }

    /** A digest of all the version says, without its times. */
    public UUID content() {
        return ContentDigest.of(status, String.valueOf(mergedInto), sortedText(fields), sortedText(custom));
    }

    private static String sortedText(Map<String, ?> values) {
        StringBuilder text = new StringBuilder();
        new java.util.TreeMap<>(values).forEach((name, value) -> text.append(name)
                .append('\u0001')
                .append(value instanceof java.math.BigDecimal number ? number.toPlainString() : value)
                .append('\u0002'));
        return text.toString();
    }
}
