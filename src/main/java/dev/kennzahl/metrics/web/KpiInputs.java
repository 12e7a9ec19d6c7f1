package dev.kennzahl.metrics.web;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

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
}
