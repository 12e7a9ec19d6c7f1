package dev.kennzahl.ingestion.web;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.Connection;
import dev.kennzahl.ingestion.Connections;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The tenant's connections to CRMs. */
@Path("/api/v1/connections")
@RolesAllowed(Roles.ADMIN)
@Tag(
        name = "Connections",
        description = "The tenant's connections to CRMs: where webhooks come in and how they are read.")
public class ConnectionResource {
    private static final int SHORTEST_SECRET = 8;
    private static final int LONGEST_NAME = 200;

    private final Connections connections;
    private final Caller caller;
    private final ObjectMapper json;

    ConnectionResource(Connections connections, Caller caller, ObjectMapper json) {
        this.connections = connections;
        this.caller = caller;
        this.json = json;
    }

    /** A connection to be made. */
    @Schema(name = "NewConnection", description = "A connection to be made.")
    public record NewConnection(
            @Schema(
                            description =
                                    "The kind of sender: cloudevents, dynamics365, hubspot, pipedrive, salesforce or standard-webhooks.",
                            required = true)
                    @Nullable
                    String sender,
            @Schema(description = "A name for people.", required = true) @Nullable String name,
            @Schema(
                            description =
                                    "What the sender proves itself with; never returned again. At least 8 characters. hubspot: the app's"
                                            + " client secret; dynamics365: the value of the web hook; pipedrive: the HTTP password;"
                                            + " salesforce (relay), cloudevents, standard-webhooks: whsec_ and base64.")
                    @Nullable
                    String secret,
            @Schema(
                            description =
                                    "What the sender needs besides. hubspot: publicUrl, the address HubSpot calls and signs (required);"
                                            + " portalIds, the accounts to take; signature, the least version to take (v1, v2, v3)."
                                            + " dynamics365: organizationId; auth, where the secret stands, {mode: key|query|header,"
                                            + " name}; currencies, GUID to ISO code. pipedrive: user; companyId. salesforce:"
                                            + " organizationId. standard-webhooks: account. Every sender: currency of amounts without"
                                            + " one; properties, their field to our column; owners, their id to employee_id; stages,"
                                            + " their stage to {label, closed, probability}.",
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
                    @Nullable
                    JsonNode options) {}

    /** What of a connection is to change. */
    @Schema(name = "ConnectionChange", description = "What of a connection is to change; what is absent stays.")
    public record ConnectionChange(
            @Schema(description = "A new name.") @Nullable String name,
            @Schema(
                            description =
                                    "The options to change; each takes the place of the old one of its name, null takes it out, those not named stay.",
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
                    @Nullable
                    JsonNode options) {}

    /** A secret to be used from now on. */
    @Schema(
            name = "NewSecret",
            description = "A secret to be used from now on; the one before stays valid for seven days.")
    public record NewSecret(
            @Schema(description = "The secret, at least 8 characters.", required = true) @Nullable String secret) {}

    /** A connection as shown; without its secrets. */
    @Schema(name = "Connection", description = "A connection, without its secrets.")
    public record ConnectionView(
            @Schema(description = "The id, part of the address the sender posts to.") UUID id,
            @Schema(description = "The kind of sender.") String sender,
            @Schema(description = "The name for people.") String name,
            @Schema(description = "The path the sender posts to.") String url,
            @Schema(
                            description = "The options as given.",
                            type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
                    JsonNode options,
            @Schema(description = "When it was made.") Instant createdAt,
            @Schema(description = "When it was last changed.") Instant updatedAt) {}

    @POST
    @Operation(
            operationId = "createConnection",
            summary = "Connect a CRM",
            description = "Makes a connection. Give the sender its 'url' as the address to post to.")
    @APIResponse(
            responseCode = "201",
            description = "Made.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConnectionView.class)))
    public Uni<Response> create(@Nullable NewConnection wish) {
        if (wish == null) {
            throw missing("sender");
        }
        String sender = required("sender", wish.sender());
        String name = named(required("name", wish.name()));
        return connections
                .create(caller.tenantId(), sender, name, secret(wish.secret()), wish.options())
                .map(made -> Response.created(URI.create("/api/v1/connections/" + made.connectionId))
                        .entity(view(made))
                        .build());
    }

    @GET
    @Operation(
            operationId = "listConnections",
            summary = "List connections",
            description = "The tenant's connections, oldest first, as one page.")
    public Uni<Map<String, Object>> list() {
        return connections.list(caller.tenantId()).map(found -> {
            List<ConnectionView> items = found.stream().map(this::view).toList();
            Map<String, Object> page = new java.util.LinkedHashMap<>();
            page.put("items", items);
            page.put("next", null);
            return page;
        });
    }

    @GET
    @Path("/{id}")
    @Operation(
            operationId = "getConnection",
            summary = "One connection",
            description = "A connection without its secrets.")
    public Uni<ConnectionView> get(@Parameter(description = "The connection's id.") @PathParam("id") String id) {
        return connections.get(caller.tenantId(), uuid(id)).map(this::view);
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            operationId = "changeConnection",
            summary = "Change a connection",
            description =
                    "Changes what is given, option by option; later deliveries are read with the new options, earlier ones when they are replayed.")
    public Uni<ConnectionView> change(
            @Parameter(description = "The connection's id.") @PathParam("id") String id,
            @Nullable ConnectionChange change) {
        if (change == null) {
            throw missing("name");
        }
        String name = change.name() == null ? null : named(change.name());
        return connections
                .change(caller.tenantId(), uuid(id), name, change.options())
                .map(this::view);
    }

    @POST
    @Path("/{id}/secrets")
    @Operation(
            operationId = "rotateSecret",
            summary = "Rotate the secret",
            description =
                    "The new secret is valid at once, the one before for seven more days unless configured otherwise, so that no"
                            + " delivery is refused meanwhile. Any other is refused from now on. The same secret again changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Rotated.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ConnectionView.class)))
    public Uni<ConnectionView> rotate(
            @Parameter(description = "The connection's id.") @PathParam("id") String id, @Nullable NewSecret wish) {
        String secret = secret(required("secret", wish == null ? null : wish.secret()));
        return connections
                .rotate(caller.tenantId(), uuid(id), String.valueOf(secret))
                .map(this::view);
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            operationId = "deleteConnection",
            summary = "Delete a connection",
            description = "Webhooks are answered with 410 from now on; what came in before stays.")
    @APIResponse(responseCode = "204", description = "Deleted.")
    public Uni<Void> delete(@Parameter(description = "The connection's id.") @PathParam("id") String id) {
        return connections.delete(caller.tenantId(), uuid(id));
    }

    private ConnectionView view(Connection connection) {
        return new ConnectionView(
                connection.connectionId,
                connection.sender,
                connection.name,
                "/webhooks/" + connection.sender + "/" + connection.connectionId,
                read(connection.options),
                connection.createdAt,
                connection.updatedAt);
    }

    private JsonNode read(String options) {
        try {
            return json.readTree(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("options were JSON when they came in", e);
        }
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound("connection", id);
        }
    }

    private static String named(String name) {
        if (name.length() > LONGEST_NAME || name.indexOf('\u0000') >= 0) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, "name", "name must have at most " + LONGEST_NAME + " characters.");
        }
        return name;
    }

    private static @Nullable String secret(@Nullable String secret) {
        if (secret != null && secret.length() < SHORTEST_SECRET) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "secret",
                    "secret must have at least " + SHORTEST_SECRET + " characters.");
        }
        return secret;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw missing(field);
        }
        return value;
    }

    private static Problem missing(String field) {
        return new Problem(ProblemCode.MISSING_VALUE, field, field + " must be given.");
    }
}
