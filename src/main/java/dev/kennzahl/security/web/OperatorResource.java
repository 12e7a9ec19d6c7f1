package dev.kennzahl.security.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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
import dev.kennzahl.sales.Tenants;
import dev.kennzahl.security.ApiKeys;
import dev.kennzahl.security.OperatorConfig;
import dev.kennzahl.security.Roles;

/** Where whoever runs the service makes tenants. */
@Path("/api/v1/tenants")
@PermitAll
@Tag(name = "Operator", description = "For whoever runs the service.")
public class OperatorResource {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Tenants tenants;
    private final ApiKeys keys;
    private final OperatorConfig config;

    OperatorResource(Tenants tenants, ApiKeys keys, OperatorConfig config) {
        this.tenants = tenants;
        this.keys = keys;
        this.config = config;
    }

    /** A tenant to be made. */
    @Schema(name = "NewTenant", description = "A tenant to be made.")
    public record NewTenant(
            @Schema(description = "A short name: lower-case letters, digits and hyphens.", required = true) @Nullable
                    String slug,
            @Schema(description = "The name; the short name when absent.") @Nullable String name,
            @Schema(description = "The IANA zone; Europe/Berlin when absent.") @Nullable String timezone,
            @Schema(description = "The ISO 4217 code; EUR when absent.") @Nullable String currency) {}

    /** A tenant that was made. */
    @Schema(name = "MadeTenant", description = "A tenant that was made, with its first key.")
    public record MadeTenant(
            @Schema(description = "The short name.") String slug,
            @Schema(description = "A key with the role admin; shown only here.") String adminKey) {}

    @POST
    @Operation(
            operationId = "createTenant",
            summary = "Make a tenant",
            description =
                    "Needs the operator's key (KENNZAHL_OPERATOR_KEY) in X-Operator-Key; without one configured this is closed.")
    @APIResponse(
            responseCode = "201",
            description = "Made.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = MadeTenant.class)))
    public Uni<Response> create(
            @Parameter(description = "The operator's key.") @HeaderParam("X-Operator-Key") @Nullable String operatorKey,
            @Nullable NewTenant wish) {
        authenticate(operatorKey);
        if (wish == null || wish.slug() == null || wish.slug().isBlank()) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE,
                    "slug",
                    "slug must be given: lower-case letters, digits and hyphens, such as acme-gmbh.");
        }
        if (!SLUG.matcher(wish.slug()).matches()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "slug",
                    "slug must be lower-case letters, digits and hyphens, such as acme-gmbh.");
        }
        String name = wish.name() == null ? wish.slug() : wish.name();
        String timezone = wish.timezone() == null ? "Europe/Berlin" : wish.timezone();
        String currency = wish.currency() == null ? "EUR" : wish.currency();
        String key = ApiKeys.fresh();
        return tenants.create(
                        wish.slug(),
                        name,
                        timezone,
                        currency,
                        (connection, id) -> keys.store(
                                connection, id, UUID.randomUUID(), key, "first admin key", Set.of(Roles.ADMIN)))
                .map(id -> Response.status(201)
                        .entity(new MadeTenant(wish.slug(), key))
                        .build());
    }

    private void authenticate(@Nullable String given) {
        String expected = config.key()
                .orElseThrow(() -> new Problem(
                        ProblemCode.FORBIDDEN,
                        "X-Operator-Key",
                        "No operator key is configured; set KENNZAHL_OPERATOR_KEY to open this."));
        byte[] sent = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(sent, expected.getBytes(StandardCharsets.UTF_8))) {
            throw new Problem(
                    ProblemCode.UNAUTHENTICATED,
                    "X-Operator-Key",
                    "Send the operator's key in the header X-Operator-Key.");
        }
    }
}
