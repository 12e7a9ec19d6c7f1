package dev.kennzahl.metrics.web;

import java.util.List;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.metrics.shape.ShapeQuery;

/** The parameters of a page about somebody in REST. */
public class PageParameters {
    @Parameter(description = "The first day of the period, an ISO date in the tenant's zone.", required = true)
    @Schema(examples = "2025-01-01")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(description = "The day after the last, an ISO date.", required = true)
    @Schema(examples = "2026-01-01")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(description = "An instant: answer as it was known then.")
    @QueryParam("asOf")
    @Nullable
    String asOf;

    @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
    @QueryParam("currency")
    @Nullable
    String currency;

    ShapeQuery query() {
        return new ShapeQuery(
                Parameters.date("from", from),
                Parameters.date("to", to),
                List.of(),
                Parameters.instant("asOf", asOf),
                currency);
    }
}
