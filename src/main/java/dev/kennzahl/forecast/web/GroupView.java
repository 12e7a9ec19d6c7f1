package dev.kennzahl.forecast.web;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.DealGroup;

/** Groups as REST shows them. */
final class GroupView {
    private GroupView() {}

    /** Dimension to value; null means unknown. */
    static Map<String, @Nullable String> values(DealGroup group) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        group.values().forEach(value -> values.put(value.dimension(), value.value()));
        return values;
    }

    /** Dimension to a name for people, where there is one. */
    static Map<String, String> labels(DealGroup group) {
        Map<String, String> labels = new LinkedHashMap<>();
        group.values().forEach(value -> {
            if (value.label() != null) {
                labels.put(value.dimension(), value.label());
            }
        });
        return labels;
    }
}
