package dev.kennzahl.metrics.web;

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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.metrics.shape.Funnel;
import dev.kennzahl.metrics.shape.Funnels;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Funnels of leads and of deals over REST. */
@Path("/api/v1/funnels")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Shapes",
        description = "Answers that are no single figure: funnels, curves, cohorts, segments, boards and pages.")
public class FunnelResource {
    private final Funnels funnels;
    private final Caller caller;

    FunnelResource(Funnels funnels, Caller caller) {
        this.funnels = funnels;
        this.caller = caller;
    }

    @GET
    @Path("/{funnel}")
    @Operation(
            operationId = "getFunnel",
            summary = "A funnel",
            description =
                    "How many went how far: of leads (created, qualified, opportunity, won) or of deals (created, each stage, won). Who reached a later step has reached the earlier ones. Stages stand in the order in which deals entered them.")
    public Uni<FunnelTypes.FunnelView> get(
            @Parameter(description = "leads or stages.") @PathParam("funnel") String funnel,
            @Parameter(
                            description =
                                    "cohort (default): of those created in the period, how many reached each step, as far as it is known. period: how many did each step in the period, each counted once a step, whenever they were created.")
                    @QueryParam("mode")
                    @Nullable
                    String mode,
            @BeanParam ShapeParameters parameters) {
        return funnels.of(
                        caller.tenantId(),
                        Parameters.oneOf("funnel", funnel, Funnel.Kind.values()),
                        mode == null ? Funnel.Mode.COHORT : Parameters.oneOf("mode", mode, Funnel.Mode.values()),
                        parameters.query(null))
                .map(FunnelTypes.FunnelView::of);
    }
}
