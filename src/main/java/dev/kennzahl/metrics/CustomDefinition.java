package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Direction;
import dev.kennzahl.catalogue.KpiCategory;

/**
 * A KPI that a tenant made, as it was written; one version of it.
 *
 * @param labels names by language; English stands in where there is none
 * @param descriptions what it tells, by language
 * @param category null for that of the first KPI in the expression
 * @param retiredAt since when another version, or none, takes its place; null while it holds
 */
public record CustomDefinition(
        String key,
        int version,
        String expression,
        Map<String, String> labels,
        Map<String, String> descriptions,
        @Nullable KpiCategory category,
        Direction direction,
        Instant createdAt,
        @Nullable Instant retiredAt) {
    public CustomDefinition {
        labels = Map.copyOf(labels);
        descriptions = Map.copyOf(descriptions);
    }

    CustomDefinition of(int otherVersion, Instant when) {
        return new CustomDefinition(
                key, otherVersion, expression, labels, descriptions, category, direction, when, null);
    }

    /** Whether two versions would say the same. */
    boolean saysTheSameAs(CustomDefinition other) {
        return of(1, Instant.EPOCH).equals(other.of(1, Instant.EPOCH));
    }
}
