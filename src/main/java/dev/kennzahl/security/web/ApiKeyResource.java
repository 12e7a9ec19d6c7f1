package dev.kennzahl.security.web;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.ApiKeys;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The tenant's API keys. */
@Path("/api/v1/api-keys")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Tenant")
public class ApiKeyResource {
    private final ApiKeys keys;
    private final Caller caller;

    ApiKeyResource(ApiKeys keys, Caller caller) {
        this.keys = keys;
        this.caller = caller;
    }

    /** A key to be made. */
    @Schema(name = "NewApiKey", description = "A key to be made.")
    public record NewKey(
            @Schema(description = "A name for people.", required = true) @Nullable String name,
            @Schema(description = "Any of viewer, ingest, admin.", required = true) @Nullable List<String> roles) {}

    /** A key as listed. */
    @Schema(name = "ApiKey", description = "An API key; the key itself is shown only when it is made.")
    public record KeyView(
            @Schema(description = "The id.") UUID id,
            @Schema(description = "The name.") String name,
            @Schema(description = "What the key may do.") List<String> roles,
            @Schema(description = "When it was made; absent in the answer that makes it.") @Nullable Instant createdAt,
            @Schema(description = "The key itself; only in the answer that makes it.") @Nullable String key) {}

    @POST
    @Operation(
            operationId = "createApiKey",
            summary = "Make a key",
            description = "The key is shown in this answer and never again.")
    @APIResponse(
            responseCode = "201",
            description = "Made.",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = KeyView.class)))
    public Uni<Response> create(@Nullable NewKey wish) {
        if (wish == null || wish.name() == null || wish.name().isBlank()) {
            throw new Problem(ProblemCode.MISSING_VALUE, "name", "name must be given.");
        }
        if (wish.roles() == null || wish.roles().isEmpty() || !Roles.ALL.containsAll(wish.roles())) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "roles", "roles must be some of " + new TreeSet<>(Roles.ALL) + ".");
        }
        UUID id = UUID.randomUUID();
        TreeSet<String> roles = new TreeSet<>(wish.roles());
        return keys.create(caller.tenantId(), id, wish.name(), roles)
                .map(key -> Response.created(URI.create("/api/v1/api-keys/" + id))
                        .entity(new KeyView(id, wish.name(), List.copyOf(roles), null, key))
                        .build());
    }

    @GET
    @Operation(
            operationId = "listApiKeys",
            summary = "List keys",
            description = "The valid keys, oldest first, as one page.")
    public Uni<Map<String, Object>> list() {
        return keys.list(caller.tenantId()).map(found -> {
            Map<String, Object> page = new LinkedHashMap<>();
            page.put(
                    "items",
                    found.stream()
                            .map(key -> new KeyView(key.id(), key.name(), key.roles(), key.createdAt(), null))
                            .toList());
            page.put("next", null);
            return page;
        });
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "revokeApiKey",
            summary = "Revoke a key",
            description = "It is refused from now on, on other nodes within seconds.")
    @APIResponse(responseCode = "204", description = "Revoked.")
    public Uni<Void> revoke(@Parameter(description = "The key's id.") @PathParam("id") String id) {
        UUID keyId;
        try {
            keyId = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("API key", id);
        }
        return keys.revoke(caller.tenantId(), keyId).map(found -> {
            if (!found) {
                throw Problem.notFound("API key", id);
            }
            return null;
        });
    }
}
