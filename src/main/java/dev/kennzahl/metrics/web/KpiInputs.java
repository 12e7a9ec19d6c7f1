package dev.kennzahl.metrics.web;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.KpiQuery;

/** What a question in GraphQL is made of. */
public final class KpiInputs {
    private KpiInputs() {}

    /** An option. */
    @RegisterForReflection
    @Input("KpiOptionInput")
    @Description("A number that changes how a KPI is made.")
    public static class Option {
        @NonNull
        @Description("The option, as the KPI's definition names it.")
        public String name;

        @NonNull
        @Description("Its value.")
        public Integer value;
    }

    /** A filter. */
    @RegisterForReflection
    @Input("FilterInput")
    @Description("Records to count, or to leave out.")
    public static class Filter {
        @NonNull
        @Description("A dimension or custom attribute.")
        public String dimension;

        @NonNull
        @Description("Its values; the empty text stands for unknown.")
        public List<@NonNull String> values;

        @Description("Leave these records out instead of counting only them.")
        public @Nullable Boolean exclude;

        KpiQuery.Filter filter() {
            return new KpiQuery.Filter(dimension, values, Boolean.TRUE.equals(exclude));
        }
    }
}
