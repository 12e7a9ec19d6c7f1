package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Which deals are meant, and how they are shown.
 *
 * @param groupBy up to three dimensions or custom attributes
 * @param where all must be met
 * @param asOf as it was known then; null for what is known now
 * @param currency what money is given in; null for the tenant's currency
 */
public record DealScope(
        List<String> groupBy, List<KpiQuery.Filter> where, @Nullable Instant asOf, @Nullable String currency) {
    public DealScope {
        groupBy = List.copyOf(groupBy);
        where = List.copyOf(where);
    }

    /** The same as it was known at an instant. */
    public DealScope asOf(@Nullable Instant known) {
        return new DealScope(groupBy, where, known, currency);
    }
}
