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

import dev.kennzahl.metrics.shape.CustomerPages;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The page about a customer over REST. */
@Path("/api/v1/customers/{id}/page")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Shapes",
        description = "Answers that are no single figure: funnels, curves, cohorts, segments, boards and pages.")
public class CustomerPageResource {
    private final CustomerPages pages;
    private final Caller caller;

    CustomerPageResource(CustomerPages pages, Caller caller) {
        this.pages = pages;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getCustomerPage",
            summary = "All about a customer",
            description =
                    "Background, what it bought and is worth, open deals, contracts, its last answers to surveys, and the last contacts; all as of one moment. Of a customer that was merged, all about the one it was merged into: customer names that, mergedKey what was asked for.")
    public Uni<CustomerPageTypes.PageView> get(
            @Parameter(
                            description =
                                    "The customer's id, or its business key; that of a merged one leads to the customer it was merged into.")
                    @PathParam("id")
                    String id,
            @BeanParam PageParameters parameters) {
        return pages.of(caller.tenantId(), id, parameters.query()).map(CustomerPageTypes.PageView::of);
    }
}
