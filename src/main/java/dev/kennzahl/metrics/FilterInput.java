package dev.kennzahl.metrics;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

/** A filter, as GraphQL takes it for every question about records. */
@RegisterForReflection
@Input("FilterInput")
@Description("Records to count, or to leave out.")
public class FilterInput {
    @NonNull
    @Description("A dimension or custom attribute.")
    public String dimension;

    @NonNull
    @Description("Its values; the empty text stands for unknown.")
    public List<@NonNull String> values;

    @Description("Leave these records out instead of counting only them.")
    public @Nullable Boolean exclude;

    /** The filter of a question. */
    public KpiQuery.Filter filter() {
        return new KpiQuery.Filter(dimension, values, Boolean.TRUE.equals(exclude));
    }

    /** The filters of a question; none for an absent list. */
    public static List<KpiQuery.Filter> filters(@Nullable List<FilterInput> inputs) {
        return inputs == null
                ? List.of()
                : inputs.stream().map(FilterInput::filter).toList();
    }
}
