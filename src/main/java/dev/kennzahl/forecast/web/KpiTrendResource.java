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

import dev.kennzahl.forecast.kpi.KpiTrends;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The trend of any KPI. */
@Path("/api/v1/kpis/{key}/trend")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class KpiTrendResource {
    private final KpiTrends trends;
    private final Caller caller;

    KpiTrendResource(KpiTrends trends, Caller caller) {
        this.trends = trends;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getKpiTrend",
            summary = "A KPI's trend",
            description =
                    "Whether the KPI is constant, rises or falls, with the probability that this is chance, the slope per bucket with its interval, the"
                            + " season, and where it begins to go another way. Whole buckets that are over count, from the first with"
                            + " a record; buckets without a value are gaps. Too few of them give UNDECIDED, with the reason.")
    @APIResponse(responseCode = "200", description = "The trend of each group.")
    @APIResponse(responseCode = "400", description = "A parameter is not as described.")
    @APIResponse(responseCode = "404", description = "There is no such KPI.")
    @APIResponse(
            responseCode = "429",
            description = "As many requests as may be are being computed; try again after Retry-After.")
    public Uni<KpiTrendView> trend(
            @Parameter(description = "The KPI's key.") @PathParam("key") String key,
            @BeanParam KpiSeriesParameters parameters,
            @Parameter(
                            description =
                                    "The threshold of the test, above 0 and at most 0.5: the probability of a false alarm that you accept; 0.05 when left out.")
                    @QueryParam("alpha")
                    @Nullable
                    String alpha) {
        double threshold = Alpha.read(alpha);
        KpiQuery query = parameters.query(key);
        return trends.find(caller.tenantId(), query, threshold).map(KpiTrendView::of);
    }
}
