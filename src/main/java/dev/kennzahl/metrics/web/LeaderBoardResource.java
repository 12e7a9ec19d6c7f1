package dev.kennzahl.metrics.web;

import java.util.List;

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

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.metrics.QuestionText;
import dev.kennzahl.metrics.shape.LeaderBoards;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Leader boards over REST. */
@Path("/api/v1/leaderboards")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Shapes",
        description = "Answers that are no single figure: funnels, curves, cohorts, segments, boards and pages.")
public class LeaderBoardResource {
    private final LeaderBoards boards;
    private final Caller caller;

    LeaderBoardResource(LeaderBoards boards, Caller caller) {
        this.boards = boards;
        this.caller = caller;
    }

    @GET
    @Path("/{kpi}")
    @Operation(
            operationId = "getLeaderBoard",
            summary = "A leader board",
            description =
                    "Any KPI by one dimension, the best first, with the places of the period before. Equals share a rank; who has no records has none.")
    public Uni<LeaderBoardTypes.BoardView> get(
            @Parameter(description = "The KPI's key.") @PathParam("kpi") String kpi,
            @Parameter(description = "The dimension, such as owner (default), team or product.")
                    @QueryParam("by")
                    @Nullable
                    String by,
            @BeanParam ShapeParameters parameters,
            @Parameter(description = "The ISO 4217 code that money is given in; the default is the tenant's.")
                    @QueryParam("currency")
                    @Nullable
                    String currency,
            @Parameter(description = "One of the KPI's variants; the default is the first.")
                    @QueryParam("variant")
                    @Nullable
                    String variant,
            @Parameter(description = "name:number, repeatable: an option of the KPI.") @QueryParam("option")
                    List<String> option,
            @Parameter(description = "How many places, at most 500; 50 when absent.") @QueryParam("first") @Nullable
                    String first) {
        return boards.of(
                        caller.tenantId(),
                        kpi,
                        variant,
                        by == null ? "owner" : by,
                        parameters.query(currency),
                        QuestionText.options(option),
                        Page.size(Parameters.number("first", first)))
                .map(LeaderBoardTypes.BoardView::of);
    }
}
