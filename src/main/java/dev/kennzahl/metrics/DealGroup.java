package dev.kennzahl.metrics;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Deals that have the same values of the dimensions asked for; no values without grouping. Groups are the same, and ordered, by
 * their values, unknown ones last; labels are for people only.
 */
public record DealGroup(List<KpiResult.GroupValue> values) implements Comparable<DealGroup> {
    /** All deals together. */
    public static final DealGroup WHOLE = new DealGroup(List.of());

    private static final Comparator<@Nullable String> UNKNOWN_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    @Override
    public int compareTo(DealGroup other) {
        for (int i = 0; i < values.size(); i++) {
            int order = UNKNOWN_LAST.compare(
                    values.get(i).value(), other.values().get(i).value());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DealGroup group
                && values.size() == group.values().size()
                && compareTo(group) == 0;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (KpiResult.GroupValue value : values) {
            hash = 31 * hash + (value.value() == null ? 0 : value.value().hashCode());
        }
        return hash;
    }
}
