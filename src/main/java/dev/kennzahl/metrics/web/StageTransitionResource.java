package dev.kennzahl.metrics.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import dev.kennzahl.metrics.shape.StageMoves;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The stage-transition matrix over REST. */
@Path("/api/v1/stage-transitions")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Shapes",
        description = "Answers that are no single figure: funnels, curves, cohorts, segments, boards and pages.")
public class StageTransitionResource {
    private final StageMoves moves;
    private final Caller caller;

    StageTransitionResource(StageMoves moves, Caller caller) {
        this.moves = moves;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getStageTransitions",
            summary = "The stage-transition matrix",
            description =
                    "From which stage to which deals moved in the period, how many, and after how many days; with the open deals of each stage before and after.")
    public Uni<StageTransitionTypes.TransitionsView> get(@BeanParam ShapeParameters parameters) {
        return moves.of(caller.tenantId(), parameters.query(null)).map(StageTransitionTypes.TransitionsView::of);
    }
}
