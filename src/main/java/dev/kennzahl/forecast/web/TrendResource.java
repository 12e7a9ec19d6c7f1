package dev.kennzahl.forecast.web;

import java.util.List;
import java.util.function.Supplier;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.trend.Trend;
import dev.kennzahl.security.Roles;

/** Trends of series that are posted; nothing is stored. */
@Path("/api/v1/trends")
@RolesAllowed(Roles.VIEWER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class TrendResource {
    private final ForecastWorkers workers;
    private final ForecastConfig config;
    private final LargeBody body;

    TrendResource(ForecastWorkers workers, ForecastConfig config, LargeBody body) {
        this.workers = workers;
        this.config = config;
        this.body = body;
    }

    /** The trend of one series. */
    @Schema(name = "SeriesTrend", description = "The trend of one series.")
    public record OfSeries(
            @Schema(description = "The series' name.") String id,
            @Schema(description = "Its trend; steps are counted from 0 at the first entry that was posted.")
                    TrendView trend) {}

    /** All of a request. */
    @Schema(name = "SeriesTrends", description = "The trends of all series, in the order of the request.")
    public record All(@Schema(description = "The trends.") List<OfSeries> series) {}

    @POST
    @Operation(
            operationId = "findTrends",
            summary = "Trends of series",
            description =
                    "Says of each series whether it is constant, rises or falls, by the Mann-Kendall test with its probability; by how much a"
                            + " step, by the Theil-Sen slope with its interval; what of it is season, by STL; and where it begins to go"
                            + " another way, by the best split into straight lines. With an evident season only values of the same season"
                            + " are compared; where values resemble those before them the test is made more careful, and so is the search for changes,"
                            + " which all the same finds some in one of ten series without any, and in one of four when neighbours correlate"
                            + " by 0.5. Nothing is stored.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TrendRequest.class)))
    @APIResponse(responseCode = "200", description = "The trends.")
    @APIResponse(
            responseCode = "400",
            description = "A series, or what is asked of it, is not as described; nothing was computed.")
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    public Uni<All> find(@Context RoutingContext context) {
        Uni<All> all = body.read(context, TrendRequest.class).flatMap(request -> {
            int period = request.period(config);
            double alpha = Alpha.check(request.alpha());
            List<Supplier<OfSeries>> tasks = request.check(config).stream()
                    .map(posted -> (Supplier<OfSeries>) () -> new OfSeries(
                            posted.id(),
                            TrendView.of(Trend.of(posted.values(), period, alpha), Rounding.digits(), List.of())))
                    .toList();
            return workers.all(tasks).map(All::new);
        });
        return workers.inTime(all, "fewer or shorter series");
    }
}
