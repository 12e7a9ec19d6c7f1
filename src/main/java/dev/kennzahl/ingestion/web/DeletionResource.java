package dev.kennzahl.ingestion.web;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.Deletions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Takes back what came in files; the OpenAPI document names the paths of each data set. */
@Path("/api/v1")
@RolesAllowed(Roles.INGEST)
@Tag(name = "Records", description = "The records that figures are made of, as they are and as they were.")
public class DeletionResource {
    private final Deletions deletions;
    private final Caller caller;

    DeletionResource(Deletions deletions, Caller caller) {
        this.deletions = deletions;
        this.caller = caller;
    }

    @DELETE
    @Path("/{dataset}/{id}")
    @Operation(
            operationId = "deleteById",
            description =
                    "It is gone from now on; figures and records as of an earlier instant still have it. A later file that names its key"
                            + " brings it back. What a CRM sent is deleted there and not here.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    @APIResponse(responseCode = "404", description = "There is none of this id.")
    @APIResponse(responseCode = "409", description = "A CRM sent it; delete it there.")
    public Uni<Response> deleteById(
            @PathParam("dataset") String dataset, @Parameter(description = "The id.") @PathParam("id") String id) {
        DataSet found = DataSet.ofName(dataset).orElseThrow(NotFoundException::new);
        UUID key;
        try {
            key = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound(found.key(), id);
        }
        return deletions.byId(caller.tenantId(), found, key).map(done -> Response.noContent()
                .build());
    }

    @DELETE
    @Path("/{dataset}")
    @Operation(
            operationId = "deleteByKey",
            description =
                    "It is gone from now on; figures and records as of an earlier instant still have it. A later file that names its key"
                            + " brings it back. All that share the key go, such as the lines of an order. What a CRM sent is deleted there and not here.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    @APIResponse(responseCode = "404", description = "There is none of this key.")
    @APIResponse(responseCode = "409", description = "A CRM sent it; delete it there.")
    public Uni<Response> deleteByKey(
            @PathParam("dataset") String dataset,
            @Parameter(description = "The business key.", required = true) @QueryParam("externalId") @Nullable
                    String externalId) {
        DataSet found = DataSet.ofName(dataset).orElseThrow(NotFoundException::new);
        if (externalId == null || externalId.isBlank()) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE,
                    "externalId",
                    "externalId must name what to delete by its business key.");
        }
        return deletions.byKey(caller.tenantId(), found, externalId).map(done -> Response.noContent()
                .build());
    }
}
