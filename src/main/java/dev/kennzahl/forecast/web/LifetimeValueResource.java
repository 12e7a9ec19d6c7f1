package dev.kennzahl.forecast.web;

import java.util.List;
import java.util.stream.IntStream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.value.FittedValue;
import dev.kennzahl.forecast.value.LifetimeValue;
import dev.kennzahl.metrics.CustomerSummaries;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Customer value of summaries that are posted, or made of orders that came in; nothing is stored. */
@Path("/api/v1/customers/lifetime-value/fit")
@RolesAllowed(Roles.VIEWER)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class LifetimeValueResource {
    private final ForecastWorkers workers;
    private final ForecastConfig config;
    private final LargeBody body;
    private final CustomerSummaries stored;
    private final Caller caller;

    LifetimeValueResource(
            ForecastWorkers workers, ForecastConfig config, LargeBody body, CustomerSummaries stored, Caller caller) {
        this.workers = workers;
        this.config = config;
        this.body = body;
        this.stored = stored;
        this.caller = caller;
    }

    @POST
    @Operation(
            operationId = "fitLifetimeValue",
            summary = "Fit customer value",
            description =
                    "Fits the BG/NBD model of purchases and the Gamma-Gamma model of spending to summaries of customers, posted or made of the orders that came in here between two days, and says for each"
                            + " customer how probably they are still there, how much they will buy and what that is worth within the"
                            + " horizon. Nothing is stored.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = LifetimeValueRequest.class)))
    @APIResponse(responseCode = "200", description = "The models and what follows from them.")
    @APIResponse(
            responseCode = "400",
            description = "A summary is not as described, or too few tell of repeat purchases.")
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    public Uni<LifetimeValueView> fit(@Context RoutingContext context) {
        int tenantId = caller.tenantId();
        return workers.inTime(
                body.read(context, LifetimeValueRequest.class).flatMap(request -> summaries(tenantId, request)
                        .flatMap(summaries -> workers.<LifetimeValueView>compute(List.of(() -> fit(request, summaries)))
                                .toUni())),
                "fewer customers, or a shorter horizon");
    }

    private Uni<LifetimeValueRequest.Summaries> summaries(int tenantId, LifetimeValueRequest request) {
        request.checkNumbers();
        if (!request.readsOrders()) {
            return Uni.createFrom().item(request.posted(config));
        }
        double daysPerUnit = request.daysPerUnit();
        List<String> where = request.where() == null ? List.of() : request.where();
        return stored.read(
                        tenantId,
                        Parameters.date("from", request.from()),
                        Parameters.date("to", request.to()),
                        where.stream().map(KpiQuery.Filter::parse).toList(),
                        Parameters.instant("asOf", request.asOf()),
                        request.currency())
                .map(found -> LifetimeValueRequest.stored(found, daysPerUnit, config));
    }

    private static LifetimeValueView fit(LifetimeValueRequest request, LifetimeValueRequest.Summaries summaries) {
        FittedValue fitted = FittedValue.of(summaries.histories());
        double horizon = orElse(request.horizon(), 0);
        LifetimeValue value = fitted.spending() == null
                ? null
                : new LifetimeValue(
                        fitted.purchases(),
                        fitted.spending(),
                        horizon,
                        orElse(request.discountRate(), 0),
                        orElse(request.margin(), 1));
        return new LifetimeValueView(
                LifetimeValueView.Purchases.of(fitted),
                LifetimeValueView.Spending.of(fitted),
                summaries.currency(),
                LifetimeValueView.assumptions(request.readsOrders()),
                IntStream.range(0, summaries.ids().size())
                        .mapToObj(i -> LifetimeValueView.CustomerValue.of(
                                summaries.ids().get(i), summaries.histories().get(i), fitted, horizon, value))
                        .toList());
    }

    private static double orElse(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
