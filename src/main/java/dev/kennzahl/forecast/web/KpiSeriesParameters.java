package dev.kennzahl.forecast.web;

import java.util.List;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.calendar.Grain;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.QuestionText;

/** The parameters that say which series of a KPI is meant. */
public class KpiSeriesParameters {
    @Parameter(description = "The first day, an ISO date in the tenant's zone.", required = true)
    @Schema(examples = "2024-01-01")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(
            description = "The day after the last, an ISO date; buckets that are not over yet are left out.",
            required = true)
    @Schema(examples = "2026-01-01")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(description = "day, week, month (default), quarter or year.")
    @QueryParam("grain")
    @Nullable
    String grain;

    @Parameter(
            description = "Up to three dimensions or custom attributes, separated by commas: a series for each group.")
    @QueryParam("groupBy")
    @Nullable
    String groupBy;

    @Parameter(
            description =
                    "dimension:value[,value…], repeatable; a ! in front excludes; an empty value means unknown; a comma within a value is written as \\,.")
    @QueryParam("where")
    List<String> where = List.of();

    @Parameter(description = "One of the KPI's variants; the default is the first.")
    @QueryParam("variant")
    @Nullable
    String variant;

    @Parameter(description = "An instant: only what was known then counts.")
    @QueryParam("asOf")
    @Nullable
    String asOf;

    @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
    @QueryParam("currency")
    @Nullable
    String currency;

    @Parameter(description = "How many groups at most, the largest first.")
    @QueryParam("limit")
    @Nullable
    String limit;

    @Parameter(description = "name:number, repeatable: an option of the KPI, such as window_days:90.")
    @QueryParam("option")
    List<String> option = List.of();

    KpiQuery query(String key) {
        return new KpiQuery(
                key,
                variant,
                Parameters.date("from", from),
                Parameters.date("to", to),
                grain == null ? Grain.MONTH : Parameters.oneOf("grain", grain, Grain.values()),
                Parameters.list(groupBy),
                where.stream().map(KpiQuery.Filter::parse).toList(),
                List.of(),
                Parameters.instant("asOf", asOf),
                currency,
                Fill.ZERO,
                null,
                Parameters.number("limit", limit),
                QuestionText.options(option),
                KpiQuery.Extras.NONE);
    }
}
