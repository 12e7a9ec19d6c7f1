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

import dev.kennzahl.metrics.shape.RepPages;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The page about a rep over REST. */
@Path("/api/v1/employees/{id}/page")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Shapes",
        description = "Answers that are no single figure: funnels, curves, cohorts, segments, boards and pages.")
public class RepPageResource {
    private final RepPages pages;
    private final Caller caller;

    RepPageResource(RepPages pages, Caller caller) {
        this.pages = pages;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getRepPage",
            summary = "All about a rep",
            description =
                    "Attainment, wins, win rate, cycle, pipeline and response time of the employee's own records, each beside the period before, and activities; all as of one moment.")
    public Uni<RepPageTypes.PageView> get(
            @Parameter(description = "The employee's id, or the business key.") @PathParam("id") String id,
            @BeanParam PageParameters parameters) {
        return pages.of(caller.tenantId(), id, parameters.query()).map(RepPageTypes.PageView::of);
    }
}
