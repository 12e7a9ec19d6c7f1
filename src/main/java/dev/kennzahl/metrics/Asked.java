package dev.kennzahl.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.kennzahl.catalogue.KpiDefinition;

/**
 * What of a question decides how a KPI is made.
 *
 * @param options the values of all the KPI's options, those not asked for at their defaults
 * @param groupBy the names of the dimensions the answer is split by
 */
public record Asked(String variant, Map<String, Integer> options, List<String> groupBy) {
    /** A question for the default variant with all options at their defaults. */
    static Asked byDefault(KpiDefinition definition, List<String> groupBy) {
        Map<String, Integer> options = new LinkedHashMap<>();
        definition.options().forEach(option -> options.put(option.name(), option.value()));
        return new Asked(definition.defaultVariant(), options, groupBy);
    }

    /** The value of an option that the KPI declares. */
    public int option(String name) {
        return Objects.requireNonNull(options.get(name), name);
    }
}
