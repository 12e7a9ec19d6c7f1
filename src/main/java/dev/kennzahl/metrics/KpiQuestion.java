package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** A question as it comes in GraphQL; whatever asks KPIs takes it. */
@RegisterForReflection
@Input("KpiQueryInput")
@Description("A question to a KPI.")
public class KpiQuestion {
    @NonNull
    @Description("The first day, in the tenant's zone.")
    public LocalDate from;

    @NonNull
    @Description("The day after the last.")
    public LocalDate to;

    @Description("How the period is cut; TOTAL when absent.")
    public @Nullable Grain grain;

    @Description("Up to three dimensions or custom attributes.")
    public @Nullable List<@NonNull String> groupBy;

    @Description("Records to count or to leave out; all filters must be met.")
    public @Nullable List<@NonNull FilterInput> where;

    @Description("One of the KPI's variants; the default is the first.")
    public @Nullable String variant;

    @Description("What every value is compared with.")
    public @Nullable List<@NonNull Comparison> compare;

    @Description("Answer as it was known at this instant.")
    public @Nullable Instant asOf;

    @Description("The ISO 4217 code that money is given in; the default is the tenant's.")
    public @Nullable String currency;

    @Description("What an empty bucket holds; ZERO when absent.")
    public @Nullable Fill fill;

    @Description("The order of the series; by group when absent, by value from the top when there is a limit.")
    public @Nullable Order order;

    @Description("How many groups at most.")
    public @Nullable Integer limit;

    @Description(
            "With a limit, when there are more groups, a last series stands for all others together, so that the series add up to the total; it is marked by 'others' and its group's values are null.")
    public @Nullable Boolean others;

    @Description(
            "Every value's share of the total of its bucket over all groups, listed or not; only for figures that add up over groups.")
    public @Nullable Boolean share;

    @Description("From where on values are computed; each bucket by itself when absent. Not for balances.")
    public @Nullable Accumulate accumulate;

    @Description(
            "A number of buckets: every value is computed over so many, its own the last; they reach back before 'from'. Not for balances.")
    public @Nullable Integer rolling;

    @Description("Options of the KPI.")
    public @Nullable List<@NonNull Option> options;

    /** The question to this KPI. */
    public KpiQuery query(String key) {
        return query(key, Grain.TOTAL);
    }

    /** The same, cut like this when it does not say how. */
    public KpiQuery query(String key, Grain usual) {
        return new KpiQuery(
                key,
                variant,
                from,
                to,
                grain == null ? usual : grain,
                groupBy == null ? List.of() : groupBy,
                FilterInput.filters(where),
                compare == null ? List.of() : compare.stream().distinct().toList(),
                asOf,
                currency,
                fill == null ? Fill.ZERO : fill,
                order,
                limit,
                options(options),
                new KpiQuery.Extras(Boolean.TRUE.equals(others), Boolean.TRUE.equals(share), accumulate, rolling));
    }

    /** Options by their names, each named once. */
    public static Map<String, Integer> options(@Nullable List<? extends @Nullable Option> options) {
        Map<String, Integer> values = new LinkedHashMap<>();
        if (options != null) {
            for (Option option : options) {
                if (option == null) {
                    throw new Problem(
                            ProblemCode.INVALID_VALUE, "options", "options must hold names with values, and no null.");
                }
                QuestionText.put(values, "options", option.name, option.value);
            }
        }
        return values;
    }

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
