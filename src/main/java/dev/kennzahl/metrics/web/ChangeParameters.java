package dev.kennzahl.metrics.web;

import java.time.LocalDate;
import java.util.List;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.ChangeQuery;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.QuestionText;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** The parameters of a change to be explained in REST. */
public class ChangeParameters {
    @Parameter(description = "The first day of the period that the change is to, an ISO date.", required = true)
    @Schema(examples = "2026-01-01")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(description = "The day after its last.", required = true)
    @Schema(examples = "2026-04-01")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(description = "The first day of the period that the change is from, an ISO date.", required = true)
    @Schema(examples = "2025-01-01")
    @QueryParam("compareFrom")
    @Nullable
    String compareFrom;

    @Parameter(description = "The day after its last.", required = true)
    @Schema(examples = "2025-04-01")
    @QueryParam("compareTo")
    @Nullable
    String compareTo;

    @Parameter(
            description =
                    "Up to eight dimensions or custom attributes, separated by commas; the difference is split by each of them by itself.")
    @QueryParam("by")
    @Nullable
    String by;

    @Parameter(
            description =
                    "dimension:value[,value…], repeatable; a ! in front excludes; an empty value means unknown; a comma within a value is written as \\,.")
    @QueryParam("where")
    List<String> where = List.of();

    @Parameter(description = "One of the KPI's variants; the default is the first.")
    @QueryParam("variant")
    @Nullable
    String variant;

    @Parameter(description = "An instant: answer as it was known then.")
    @QueryParam("asOf")
    @Nullable
    String asOf;

    @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
    @QueryParam("currency")
    @Nullable
    String currency;

    @Parameter(description = "name:number, repeatable: an option of the KPI, such as window_days:90.")
    @QueryParam("option")
    List<String> option = List.of();

    @Parameter(
            description =
                    "How many groups of a dimension at most, those that changed most; all others are given as one. 50 when absent, 500 at most.")
    @QueryParam("limit")
    @Nullable
    String limit;

    @Parameter(
            description =
                    "false: do not look what became known of each period after its end only, which takes a look at all that was known then.")
    @QueryParam("late")
    @Nullable
    String late;

    ChangeQuery query(String key) {
        Integer groups = Parameters.number("limit", limit);
        return new ChangeQuery(
                key,
                variant,
                period("compareFrom", Parameters.date("compareFrom", compareFrom), "compareTo", compareTo),
                period("from", Parameters.date("from", from), "to", to),
                Parameters.list(by),
                where.stream().map(KpiQuery.Filter::parse).toList(),
                Parameters.instant("asOf", asOf),
                currency,
                QuestionText.options(option),
                groups == null ? ChangeQuery.DEFAULT_LIMIT : groups,
                late == null || KpiQueryParameters.flag("late", late));
    }

    private static ReportingPeriod period(String name, LocalDate first, String endName, @Nullable String end) {
        return period(name, first, Parameters.date(endName, end));
    }

    static ReportingPeriod period(String name, LocalDate first, LocalDate end) {
        if (!first.isBefore(end)) {
            throw new Problem(
                    ProblemCode.INVALID_PERIOD,
                    name,
                    name + " must be before the end of its period, which is the day after the last.");
        }
        return new ReportingPeriod(first, end);
    }
}
