package dev.kennzahl.forecast.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.forecast.kpi.KpiForecasts;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** What is to come of any KPI, from its own past. */
@Path("/api/v1/kpis/{key}/forecast")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class KpiForecastResource {
    private final KpiForecasts forecasts;
    private final Caller caller;

    KpiForecastResource(KpiForecasts forecasts, Caller caller) {
        this.forecasts = forecasts;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getKpiForecast",
            summary = "A KPI's forecast",
            description =
                    "Forecasts the KPI from its own past, with prediction intervals of 80 and 95 %. Whole buckets that are over count as its"
                            + " past, from the first with a record; the first bucket ahead follows the last of them, so that an unfinished"
                            + " one is forecast as a whole. What was never below zero is not forecast below it, and shares of records stay"
                            + " between 0 and 1. A group whose history does not suffice says so; if none suffices the answer is 400.")
    @APIResponse(responseCode = "200", description = "The forecast of each group.")
    @APIResponse(responseCode = "400", description = "A parameter is not as described, or no history suffices.")
    @APIResponse(responseCode = "404", description = "There is no such KPI.")
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    public Uni<KpiForecastView> forecast(
            @Parameter(description = "The KPI's key.") @PathParam("key") String key,
            @BeanParam KpiSeriesParameters parameters,
            @Parameter(
                            description = "How many buckets ahead, at most 366 unless configured otherwise.",
                            required = true)
                    @QueryParam("horizon")
                    @Nullable
                    String horizon,
            @Parameter(description = "auto (default: a combination), or one of those at /api/v1/forecasts/methods.")
                    @QueryParam("method")
                    @Nullable
                    String method) {
        Integer steps = Parameters.number("horizon", horizon);
        if (steps == null) {
            throw new Problem(ProblemCode.MISSING_VALUE, "horizon", "horizon must be a number of buckets, such as 6.");
        }
        return forecasts
                .forecast(caller.tenantId(), parameters.query(key), method == null ? "auto" : method, steps)
                .map(KpiForecastView::of);
    }
}
