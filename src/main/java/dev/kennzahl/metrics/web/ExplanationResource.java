package dev.kennzahl.metrics.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.kennzahl.metrics.ChangeExplainer;
import dev.kennzahl.metrics.KpiBooks;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Why a number is not what it was. */
@Path("/api/v1/kpis")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "KPIs")
public class ExplanationResource {
    private final ChangeExplainer explainer;
    private final KpiBooks books;
    private final Caller caller;

    ExplanationResource(ChangeExplainer explainer, KpiBooks books, Caller caller) {
        this.explainer = explainer;
        this.books = books;
        this.caller = caller;
    }

    @GET
    @Path("/{key}/explanation")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "explainKpiChange",
            summary = "Why a number changed",
            description =
                    "The difference of two periods split into parts that add up to it to the last digit: by the groups of every dimension asked for (new, lost, volume, price and mix of money, mix and rate of quotients), by the figures it is made of, and what became known late. Every part says where its records are.")
    public Uni<ChangeView> explain(
            @Parameter(description = "The KPI's key.") @PathParam("key") String key,
            @BeanParam ChangeParameters parameters) {
        int tenantId = caller.tenantId();
        return books.find(tenantId, key)
                .flatMap(kpi -> explainer.explain(tenantId, parameters.query(key)))
                .map(ChangeView::of);
    }
}
