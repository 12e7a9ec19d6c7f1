package dev.kennzahl.forecast.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.comparison.ComparisonQuestion;
import dev.kennzahl.forecast.pipeline.MomentInTime;
import dev.kennzahl.forecast.pipeline.PeriodName;
import dev.kennzahl.forecast.pipeline.PipelineQuestion;
import dev.kennzahl.forecast.pipeline.WaterfallQuestion;
import dev.kennzahl.metrics.DealScope;
import dev.kennzahl.metrics.FilterInput;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** What questions about what is to come are made of in GraphQL. */
public final class ForecastInputs {
    /** What is forecast when nobody says. */
    static final String WON_REVENUE = "won_revenue";

    private ForecastInputs() {}

    /** A question for a forecast. */
    @RegisterForReflection
    @Input("ForecastQueryInput")
    @Description("A question for a forecast.")
    public static class Forecast {
        @Description("The KPI to forecast, by its key; won_revenue when absent.")
        public @Nullable String target;

        @NonNull
        @Description("The first day, in the tenant's zone.")
        public LocalDate from;

        @NonNull
        @Description("The day after the last.")
        public LocalDate to;

        @Description("How the period is cut; TOTAL when absent.")
        public @Nullable Grain grain;

        @Description(
                "The method: crm_weighted, stage_rate, simulation, commit, best_case or pipeline, or one for series such as auto or theta. When absent simulation, of what has no pipeline auto.")
        public @Nullable String method;

        @Description("From what was so in the CRM just before this instant; now, or asOf, when absent.")
        public @Nullable Instant at;

        @Description("Up to three dimensions or custom attributes.")
        public @Nullable List<@NonNull String> groupBy;

        @Description("Records to count or to leave out; all filters must be met.")
        public @Nullable List<@NonNull FilterInput> where;

        @Description("Answer as it was known at this instant.")
        public @Nullable Instant asOf;

        @Description("The ISO 4217 code that money is given in; the default is the tenant's.")
        public @Nullable String currency;

        ForecastQuestion question() {
            return new ForecastQuestion(
                    target == null ? WON_REVENUE : target,
                    period(from, to),
                    grain == null ? Grain.TOTAL : grain,
                    at == null ? null : MomentInTime.of("at", at),
                    scope(groupBy, where, asOf, currency));
        }
    }

    /** A question how forecasts fared. */
    @RegisterForReflection
    @Input("ForecastComparisonInput")
    @Description("A question how forecasts of the past fared.")
    public static class Comparison {
        @Description("The KPI, by its key; won_revenue when absent.")
        public @Nullable String target;

        @NonNull
        @Description("The first day, in the tenant's zone.")
        public LocalDate from;

        @NonNull
        @Description("The day after the last.")
        public LocalDate to;

        @Description("How the time is cut into periods; MONTH when absent.")
        public @Nullable Grain grain;

        @Description("The methods; crm_weighted, stage_rate and simulation when absent.")
        public @Nullable List<@NonNull String> methods;

        @Description("How long before the END of each period forecasts are made, ISO durations; P30D when absent.")
        public @Nullable List<@NonNull String> leadTimes;

        @Description("Of what forecasts are made; VALID when absent.")
        public @Nullable Basis basis;

        @Description("Up to three dimensions or custom attributes.")
        public @Nullable List<@NonNull String> groupBy;

        @Description("Records to count or to leave out; all filters must be met.")
        public @Nullable List<@NonNull FilterInput> where;

        @Description("Answer as it was known at this instant.")
        public @Nullable Instant asOf;

        @Description("The ISO 4217 code that money is given in; the default is the tenant's.")
        public @Nullable String currency;

        ComparisonQuestion question() {
            return new ComparisonQuestion(
                    target == null ? WON_REVENUE : target,
                    period(from, to),
                    grain == null ? Grain.MONTH : grain,
                    methods == null ? ComparisonParameters.METHODS : methods,
                    ComparisonParameters.leadTimes(leadTimes == null ? List.of() : leadTimes),
                    basis == Basis.KNOWN,
                    scope(groupBy, where, asOf, currency));
        }
    }

    static ReportingPeriod period(LocalDate from, LocalDate to) {
        for (LocalDate day : List.of(from, to)) {
            if (day.getYear() < 1 || day.getYear() > 9998) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        day == from ? "from" : "to",
                        "from and to must lie in the years 0001 to 9998.");
            }
        }
        if (!from.isBefore(to)) {
            throw new Problem(
                    ProblemCode.INVALID_PERIOD,
                    "from",
                    "from must be before to; the period is half-open, to is the day after the last.");
        }
        return new ReportingPeriod(from, to);
    }

    /** A question for a waterfall. */
    @RegisterForReflection
    @Input("WaterfallInput")
    @Description("A question for what changed in the pipeline of a period.")
    public static class Waterfall {
        @NonNull
        @Description("The first instant; deals count as they were just before it.")
        public Instant from;

        @NonNull
        @Description("The second instant; deals count as they were just before it.")
        public Instant to;

        @Description(
                "The period that deals are expected to close in: a quarter 2017-Q4, a month 2017-12 or a year 2017. Quarters and years are fiscal ones, named after the calendar year that the fiscal year begins in.")
        public @Nullable String period;

        @Description("Instead of period: its first day.")
        public @Nullable LocalDate periodFrom;

        @Description("Instead of period: the day after its last.")
        public @Nullable LocalDate periodTo;

        @Description("Up to three dimensions or custom attributes.")
        public @Nullable List<@NonNull String> groupBy;

        @Description("Records to count or to leave out; all filters must be met.")
        public @Nullable List<@NonNull FilterInput> where;

        @Description("Answer as it was known at this instant.")
        public @Nullable Instant asOf;

        @Description("The ISO 4217 code that money is given in; the default is the tenant's.")
        public @Nullable String currency;

        WaterfallQuestion question() {
            return new WaterfallQuestion(
                    MomentInTime.of("from", from),
                    MomentInTime.of("to", to),
                    PeriodName.of(period, periodFrom, periodTo),
                    scope(groupBy, where, asOf, currency));
        }
    }

    /** A question for the open deals at an instant. */
    @RegisterForReflection
    @Input("PastPipelineInput")
    @Description("A question for the open deals at an instant.")
    public static class Pipeline {
        @Description("The instant; deals count as they were just before it. Now, or asOf, when absent.")
        public @Nullable Instant at;

        @Description(
                "Only deals that were expected to close in this fiscal quarter 2017-Q4, month 2017-12 or fiscal year 2017; all when absent.")
        public @Nullable String period;

        @Description("Instead of period: its first day.")
        public @Nullable LocalDate periodFrom;

        @Description("Instead of period: the day after its last.")
        public @Nullable LocalDate periodTo;

        @Description("Up to three dimensions or custom attributes.")
        public @Nullable List<@NonNull String> groupBy;

        @Description("Records to count or to leave out; all filters must be met.")
        public @Nullable List<@NonNull FilterInput> where;

        @Description("Answer as it was known at this instant.")
        public @Nullable Instant asOf;

        @Description("The ISO 4217 code that money is given in; the default is the tenant's.")
        public @Nullable String currency;

        PipelineQuestion question() {
            boolean all = period == null && periodFrom == null && periodTo == null;
            return new PipelineQuestion(
                    at == null ? null : MomentInTime.of("at", at),
                    all ? null : PeriodName.of(period, periodFrom, periodTo),
                    scope(groupBy, where, asOf, currency));
        }
    }

    static DealScope scope(
            @Nullable List<String> groupBy,
            @Nullable List<FilterInput> where,
            @Nullable Instant asOf,
            @Nullable String currency) {
        return new DealScope(groupBy == null ? List.of() : groupBy, FilterInput.filters(where), asOf, currency);
    }
}
