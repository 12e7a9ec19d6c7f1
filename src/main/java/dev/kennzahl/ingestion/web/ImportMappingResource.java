package dev.kennzahl.ingestion.web;

import java.time.Clock;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantSessions;
import dev.kennzahl.ingestion.ImportMapping;
import dev.kennzahl.ingestion.file.ColumnMapping;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Column mappings for files with foreign columns. */
@Path("/api/v1/import-mappings/{name}")
@RolesAllowed(Roles.INGEST)
@Tag(name = "Imports")
public class ImportMappingResource {
    private static final int LONGEST_NAME = 100;

    private final TenantSessions sessions;
    private final Caller caller;
    private final ObjectMapper json;
    private final Clock clock;

    ImportMappingResource(TenantSessions sessions, Caller caller, ObjectMapper json, Clock clock) {
        this.sessions = sessions;
        this.caller = caller;
        this.json = json;
        this.clock = clock;
    }

    @PUT
    @Operation(
            operationId = "putImportMapping",
            summary = "Keep a column mapping",
            description =
                    "Keeps a mapping under a name, to be used as ?mapping=… of an import. Replaces an earlier one.")
    public Uni<ColumnMapping> put(
            @Parameter(description = "A name of your choice.") @PathParam("name") String name,
            @Nullable ColumnMapping mapping) {
        if (mapping == null) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE,
                    "columns",
                    "The body must be a mapping with columns, values or defaults.");
        }
        if (name.length() > LONGEST_NAME) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "name", "name must have at most " + LONGEST_NAME + " characters.");
        }
        int tenantId = caller.tenantId();
        return sessions.inTransaction(tenantId, () -> find(tenantId, name).flatMap(found -> {
                    ImportMapping kept = found == null ? new ImportMapping() : found;
                    kept.tenantId = tenantId;
                    kept.name = name;
                    kept.definition = write(mapping);
                    kept.updatedAt = clock.instant();
                    return kept.persist();
                }))
                .replaceWith(mapping);
    }

    @GET
    @Operation(
            operationId = "getImportMapping",
            summary = "A column mapping",
            description = "The mapping kept under the name.")
    public Uni<ColumnMapping> get(@Parameter(description = "The mapping's name.") @PathParam("name") String name) {
        int tenantId = caller.tenantId();
        return sessions.inTransaction(tenantId, () -> existing(tenantId, name))
                .map(found -> ColumnMapping.parse(found.definition, json));
    }

    @DELETE
    @Operation(
            operationId = "deleteImportMapping",
            summary = "Forget a column mapping",
            description = "Imports under way keep what they started with.")
    @APIResponse(responseCode = "204", description = "Forgotten.")
    public Uni<Void> delete(@Parameter(description = "The mapping's name.") @PathParam("name") String name) {
        int tenantId = caller.tenantId();
        return sessions.inTransaction(tenantId, () -> existing(tenantId, name).flatMap(found -> found.delete()));
    }

    private static Uni<ImportMapping> existing(int tenantId, String name) {
        return find(tenantId, name).onItem().ifNull().failWith(() -> Problem.notFound("import mapping", name));
    }

    private static Uni<ImportMapping> find(int tenantId, String name) {
        return ImportMapping.findById(new ImportMapping.Key(tenantId, name));
    }

    private String write(ColumnMapping mapping) {
        try {
            return json.writeValueAsString(mapping);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a mapping is plain text", e);
        }
    }
}
