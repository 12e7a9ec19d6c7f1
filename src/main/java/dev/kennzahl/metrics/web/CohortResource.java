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

import dev.kennzahl.api.Parameters;
import dev.kennzahl.metrics.shape.CohortMatrices;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The cohort matrix over REST. */
@Path("/api/v1/cohorts")
@RolesAllowed(Roles.VIEWER)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Shapes",
        description = "Answers that are no single figure: funnels, curves, cohorts, segments, boards and pages.")
public class CohortResource {
    private final CohortMatrices matrices;
    private final Caller caller;

    CohortResource(CohortMatrices matrices, Caller caller) {
        this.matrices = matrices;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getCohorts",
            summary = "The cohort matrix",
            description =
                    "Customers by the month of their first purchase, and how many of them buy so many months later: by an order, a won deal, or a contract in force. The columns are the values by month of cohort_retention.")
    public Uni<CohortTypes.MatrixView> get(
            @BeanParam ShapeParameters parameters,
            @Parameter(description = "How many months later at most, 0 to 120; 12 when absent.")
                    @QueryParam("months")
                    @Nullable
                    String months) {
        return matrices.of(caller.tenantId(), parameters.query(null), Parameters.number("months", months))
                .map(CohortTypes.MatrixView::of);
    }
}
