package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.ChangeQuery;
import dev.kennzahl.metrics.FilterInput;
import dev.kennzahl.metrics.KpiQuestion;

/** What is asked in GraphQL. */
public final class ChangeTypes {
    private ChangeTypes() {}

    /** A change to be explained. */
    @RegisterForReflection
    @Input("ExplainQueryInput")
    @Description("A change to be explained: from the value of one period to that of another.")
    public static class Question {
        @NonNull
        @Description("The first day of the period that the change is to, in the tenant's zone.")
        public LocalDate from;

        @NonNull
        @Description("The day after its last.")
        public LocalDate to;

        @NonNull
        @Description("The first day of the period that the change is from.")
        public LocalDate compareFrom;

        @NonNull
        @Description("The day after its last.")
        public LocalDate compareTo;

        @Description("Up to eight dimensions or custom attributes; the difference is split by each of them by itself.")
        public @Nullable List<@NonNull String> by;

        @Description("Records to count or to leave out; all filters must be met.")
        public @Nullable List<@NonNull FilterInput> where;

        @Description("One of the KPI's variants; the default is the first.")
        public @Nullable String variant;

        @Description("Answer as it was known at this instant.")
        public @Nullable Instant asOf;

        @Description("The ISO 4217 code that money is given in; the default is the tenant's.")
        public @Nullable String currency;

        @Description("Options of the KPI.")
        public @Nullable List<KpiQuestion.@NonNull Option> options;

        @Description(
                "How many groups of a dimension at most, those that changed most; all others are given as one. 50 when absent, 500 at most.")
        public @Nullable Integer limit;

        @Description("FALSE: do not look what became known of each period after its end only.")
        public @Nullable Boolean late;

        ChangeQuery query(String key) {
            return new ChangeQuery(
                    key,
                    variant,
                    ChangeParameters.period("compareFrom", compareFrom, compareTo),
                    ChangeParameters.period("from", from, to),
                    by == null ? List.of() : by,
                    where == null
                            ? List.of()
                            : where.stream().map(FilterInput::filter).toList(),
                    asOf,
                    currency,
                    KpiQuestion.options(options),
                    limit == null ? ChangeQuery.DEFAULT_LIMIT : limit,
                    !Boolean.FALSE.equals(late));
        }
    }
}
