package dev.kennzahl.metrics.web;

import java.util.List;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.shape.ShapeQuery;

/** The parameters that all shapes have in REST. */
public class ShapeParameters {
    @Parameter(description = "The first day, an ISO date in the tenant's zone.", required = true)
    @Schema(examples = "2025-01-01")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(description = "The day after the last, an ISO date.", required = true)
    @Schema(examples = "2026-01-01")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(
            description =
                    "dimension:value[,value…], repeatable; a ! in front excludes; an empty value means unknown; a comma within a value is written as \\,.")
    @QueryParam("where")
    List<String> where = List.of();

    @Parameter(description = "An instant: answer as it was known then.")
    @QueryParam("asOf")
    @Nullable
    String asOf;

    ShapeQuery query(@Nullable String currency) {
        return new ShapeQuery(
                Parameters.date("from", from),
                Parameters.date("to", to),
                where.stream().map(KpiQuery.Filter::parse).toList(),
                Parameters.instant("asOf", asOf),
                currency);
    }
}
