package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.FilterInput;
import dev.kennzahl.metrics.shape.ShapeQuery;

/** What shapes are asked with in GraphQL. */
public final class ShapeInputs {
    private ShapeInputs() {}

    /** What all shapes are asked with. */
    @RegisterForReflection
    @Input("ShapeQueryInput")
    @Description("What a shape is asked with.")
    public static class Query {
        @NonNull
        @Description("The first day, in the tenant's zone.")
        public LocalDate from;

        @NonNull
        @Description("The day after the last.")
        public LocalDate to;

        @Description("Records to count or to leave out; all filters must be met. Pages about somebody take none.")
        public @Nullable List<@NonNull FilterInput> where;

        @Description("Answer as it was known at this instant.")
        public @Nullable Instant asOf;

        @Description(
                "The ISO 4217 code that money is given in; the default is the tenant's. Shapes without money take none.")
        public @Nullable String currency;

        ShapeQuery query() {
            return new ShapeQuery(
                    from,
                    to,
                    where == null
                            ? List.of()
                            : where.stream().map(FilterInput::filter).toList(),
                    asOf,
                    currency);
        }
    }
}
