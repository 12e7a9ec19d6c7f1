package dev.kennzahl.forecast.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.Forecasts;
import dev.kennzahl.forecast.comparison.ForecastComparisons;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** What we will close: forecasts of stored figures. */
@Path("/api/v1/forecasts")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class ForecastResource {
    private final Forecasts forecasts;
    private final ForecastComparisons comparisons;
    private final Caller caller;

    ForecastResource(Forecasts forecasts, ForecastComparisons comparisons, Caller caller) {
        this.forecasts = forecasts;
        this.comparisons = comparisons;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getForecast",
            summary = "Forecast a figure",
            description =
                    "What is expected of each bucket. crm_weighted: won already, and the open deals expected to close in the bucket times their own"
                            + " probability. stage_rate: the same with the share that was won of deals in the same stage at the same age. The intervals of"
                            + " both are of these deals alone: deals to come are taken for none, expected dates and probabilities for"
                            + " certain, and open deals without an expected date add nothing and are counted in undated; what comes lies"
                            + " outside far more often than 20 and 5 % of the time, the longer ahead the more. simulation:"
                            + " thousands of futures played from how fast deals of each stage, age and number of pushes went on, and how many new"
                            + " ones came; with median, P10 and P90, and the probability of reaching the target. commit, best_case and pipeline:"
                            + " what was submitted for the bucket or, where nobody did, for finer periods of an owner that make it up exactly, with"
                            + " managers' adjustments. auto, theta, naive and the other methods for series: from the"
                            + " figure's own whole buckets before 'at' alone. Only what was known at asOf, and was so at 'at', is looked at; the"
                            + " same question has the same answer.")
    @APIResponse(
            responseCode = "200",
            description = "The forecast.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ForecastView.class)))
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    public Uni<ForecastView> forecast(
            @BeanParam ForecastParameters parameters,
            @Parameter(
                            description =
                                    "crm_weighted, stage_rate, simulation, commit, best_case or pipeline, or one for series such as auto or theta. The default is simulation, of what has no pipeline auto.")
                    @QueryParam("method")
                    @Nullable
                    String method) {
        ForecastQuestion question = parameters.question();
        return forecasts
                .ask(caller.tenantId(), method == null ? forecasts.usual(question.target()) : method, question)
                .map(ForecastView::of);
    }

    @GET
    @Path("/comparison")
    @Operation(
            operationId = "compareForecasts",
            summary = "How forecasts fared",
            description =
                    "For each period that is over, each lead time and each method: the forecast that would have been made so long before the END of"
                            + " the period, what came as the KPI reports it, and the error; and measures of each method's accuracy. With groupBy=owner"
                            + " each seller's bias with the number of forecasts it is the bias of; above zero is too optimistic.")
    @APIResponse(
            responseCode = "200",
            description = "How they fared.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ComparisonView.class)))
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    public Uni<ComparisonView> comparison(@BeanParam ComparisonParameters parameters) {
        return comparisons.ask(caller.tenantId(), parameters.question()).map(ComparisonView::of);
    }
}
