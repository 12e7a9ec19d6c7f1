package dev.kennzahl.forecast.web;

import java.util.ArrayList;
import java.util.List;

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

import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.value.BgNbd;
import dev.kennzahl.forecast.value.GammaGamma;
import dev.kennzahl.forecast.value.LifetimeValue;
import dev.kennzahl.forecast.value.PurchaseHistory;
import dev.kennzahl.security.Roles;

/** Customer value of summaries that are posted; nothing is stored. */
@Path("/api/v1/customers/lifetime-value/fit")
@RolesAllowed(Roles.VIEWER)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class LifetimeValueResource {
    private static final List<String> ASSUMPTIONS = List.of(
            "A customer buys at random, at a rate that does not change and that has no seasons.",
            "After any repeat purchase a customer may drop out, and then does not come back; nobody drops out before.",
            "Rates and probabilities of dropping out vary between customers by a gamma and a beta distribution, independently.",
            "How much a customer spends does not depend on how often, nor does it change; amounts are above zero.");

    private final ForecastWorkers workers;
    private final ForecastConfig config;
    private final LargeBody body;

    LifetimeValueResource(ForecastWorkers workers, ForecastConfig config, LargeBody body) {
        this.workers = workers;
        this.config = config;
        this.body = body;
    }

    @POST
    @Operation(
            operationId = "fitLifetimeValue",
            summary = "Fit customer value",
            description =
                    "Fits the BG/NBD model of purchases and the Gamma-Gamma model of spending to summaries of customers, and says for each"
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
        return body.read(context, LifetimeValueRequest.class).flatMap(request -> {
            List<PurchaseHistory> histories = request.histories(config);
            return workers.<LifetimeValueView>compute(List.of(() -> fit(request, histories)))
                    .toUni();
        });
    }

    private static LifetimeValueView fit(LifetimeValueRequest request, List<PurchaseHistory> histories) {
        BgNbd purchases = BgNbd.fit(histories);
        List<PurchaseHistory> spenders =
                histories.stream().filter(GammaGamma::counts).toList();
        GammaGamma spending = spenders.size() < 2 ? null : GammaGamma.fit(spenders);
        double horizon = orElse(request.horizon(), 0);
        LifetimeValue value = spending == null
                ? null
                : new LifetimeValue(
                        purchases, spending, horizon, orElse(request.discountRate(), 0), orElse(request.margin(), 1));
        List<LifetimeValueView.CustomerValue> customers = new ArrayList<>();
        for (int i = 0; i < histories.size(); i++) {
            PurchaseHistory history = histories.get(i);
            customers.add(new LifetimeValueView.CustomerValue(
                    id(request, i),
                    purchases.probabilityAlive(history),
                    purchases.expectedPurchases(history, horizon),
                    spending == null ? null : known(spending.expectedValue(history)),
                    value == null ? null : known(value.of(history))));
        }
        return new LifetimeValueView(
                new LifetimeValueView.Purchases(
                        purchases.r(),
                        purchases.alpha(),
                        purchases.a(),
                        purchases.b(),
                        purchases.logLikelihood(),
                        histories.size()),
                spending == null ? null : view(spending, spenders),
                ASSUMPTIONS,
                customers);
    }

    private static LifetimeValueView.Spending view(GammaGamma spending, List<PurchaseHistory> spenders) {
        return new LifetimeValueView.Spending(
                spending.p(),
                spending.q(),
                spending.gamma(),
                spending.logLikelihood(),
                spenders.size(),
                known(GammaGamma.correlation(spenders)));
    }

    private static String id(LifetimeValueRequest request, int i) {
        LifetimeValueRequest.CustomerSummary summary =
                request.customers() == null ? null : request.customers().get(i);
        return summary == null || summary.id() == null ? "" : summary.id();
    }

    private static double orElse(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }

    private static @Nullable Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
