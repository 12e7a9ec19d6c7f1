package dev.kennzahl.metrics.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.metrics.shape.Pareto;
import dev.kennzahl.metrics.shape.ParetoCurves;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The Pareto curve over REST. */
@Path("/api/v1/pareto")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Shapes",
        description = "Answers that are no single figure: funnels, curves, cohorts, segments, boards and pages.")
public class ParetoResource {
    private final ParetoCurves curves;
    private final Caller caller;

    ParetoResource(ParetoCurves curves, Caller caller) {
        this.curves = curves;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getPareto",
            summary = "The Pareto curve",
            description =
                    "How revenue is spread over customers, the largest first, per cent by per cent; in the terms of top_customer_revenue_share.")
    public Uni<ParetoTypes.ParetoView> curve(
            @BeanParam ShapeParameters parameters,
            @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
                    @QueryParam("currency")
                    @Nullable
                    String currency,
            @Parameter(description = "How many of a hundred customers are the top; 20 when absent.")
                    @QueryParam("share")
                    @Nullable
                    String share) {
        return curves.curve(caller.tenantId(), parameters.query(currency), Parameters.number("share", share))
                .map(ParetoTypes.ParetoView::of);
    }

    @GET
    @Path("/customers")
    @Operation(
            operationId = "listParetoCustomers",
            summary = "The customers on the Pareto curve",
            description = "The largest first, each with its share and that of all up to it.")
    public Uni<Page<ParetoTypes.ParetoCustomerView>> customers(
            @BeanParam ShapeParameters parameters,
            @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
                    @QueryParam("currency")
                    @Nullable
                    String currency,
            @Parameter(description = "How many of a hundred customers are the top; 20 when absent.")
                    @QueryParam("share")
                    @Nullable
                    String share,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable String first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        int size = Page.size(Parameters.number("first", first));
        return curves.customers(
                        caller.tenantId(),
                        parameters.query(currency),
                        Parameters.number("share", share),
                        ParetoCursor.read(after),
                        size + 1)
                .map(found -> Page.<Pareto.Customer>of(found, size, ParetoCursor::key)
                        .map(ParetoTypes.ParetoCustomerView::of));
    }
}
