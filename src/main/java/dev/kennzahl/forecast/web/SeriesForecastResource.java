package dev.kennzahl.forecast.web;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.security.Roles;

/** Forecasts of series that are posted; nothing is stored. */
@Path("/api/v1/forecasts/series")
@RolesAllowed(Roles.VIEWER)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class SeriesForecastResource {
    private static final String NDJSON = "application/x-ndjson";

    private final ForecastWorkers workers;
    private final ForecastConfig config;
    private final LargeBody body;

    SeriesForecastResource(ForecastWorkers workers, ForecastConfig config, LargeBody body) {
        this.workers = workers;
        this.config = config;
        this.body = body;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "forecastSeries",
            summary = "Forecast series",
            description =
                    "Forecasts any series from their own past, with prediction intervals of 80 and 95 %; nothing is stored, and the same series"
                            + " have the same forecasts. Short, constant, zero, negative and gappy series are taken; what a method cannot do"
                            + " is refused before anything is computed, with the member at fault. With Accept: application/x-ndjson each"
                            + " series is a line as soon as it is ready, in no order; closing the connection ends the computation. An answer as a whole has a limit of time, lines have none."
                            + " auto takes some tens of milliseconds for a series of 120 months.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = SeriesRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The forecasts.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SeriesForecastView.All.class)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = SeriesForecastView.class))
            })
    @APIResponse(
            responseCode = "400",
            description = "A series, or what is asked of it, is not as described; nothing was computed.")
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    @APIResponse(
            responseCode = "504",
            description = "It takes longer than an answer may; ask for application/x-ndjson, or for fewer series.")
    public Uni<SeriesForecastView.All> forecast(@Context RoutingContext context) {
        Uni<SeriesForecastView.All> all = body.read(context, SeriesRequest.class)
                .flatMap(request -> {
                    List<Supplier<SeriesForecastView>> tasks = tasks(request);
                    SeriesForecastView[] inOrder = new SeriesForecastView[tasks.size()];
                    List<Supplier<Integer>> numbered = IntStream.range(0, inOrder.length)
                            .mapToObj(i -> (Supplier<Integer>) () -> {
                                // Who waits for one answer to all does not cancel by leaving, unlike the reader of a
                                // stream.
                                if (!context.response().closed()) {
                                    inOrder[i] = tasks.get(i).get();
                                }
                                return i;
                            })
                            .toList();
                    return workers.compute(numbered)
                            .collect()
                            .last()
                            .map(done -> new SeriesForecastView.All(Arrays.asList(inOrder)));
                });
        return workers.inTime(all, LargeBody.LINE_BY_LINE);
    }

    @POST
    @Produces(NDJSON + ";qs=0.5")
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Multi<SeriesForecastView> stream(@Context RoutingContext context) {
        return body.read(context, SeriesRequest.class)
                .onItem()
                .transformToMulti(request -> workers.compute(tasks(request)));
    }

    private List<Supplier<SeriesForecastView>> tasks(SeriesRequest request) {
        String method = request.method() == null ? "auto" : request.method();
        return request.check(config).stream()
                .map(task -> (Supplier<SeriesForecastView>) () ->
                        SeriesForecastView.of(task.id(), method, task.task().forecast()))
                .toList();
    }
}
