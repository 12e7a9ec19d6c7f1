package dev.kennzahl.api;

import java.util.List;

import jakarta.ws.rs.core.Application;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/**
 * What the OpenAPI document says of the interface as a whole: what callers prove themselves with, and that every operation may be
 * answered with a problem.
 */
@OpenAPIDefinition(
        info = @Info(title = "Kennzahl", version = "1"),
        components =
                @Components(
                        securitySchemes = {
                            @SecurityScheme(
                                    securitySchemeName = OpenApiDocument.API_KEY,
                                    type = SecuritySchemeType.APIKEY,
                                    in = SecuritySchemeIn.HEADER,
                                    apiKeyName = "X-API-Key",
                                    description = "A key of the tenant with the roles it was made with."),
                            @SecurityScheme(
                                    securitySchemeName = OpenApiDocument.TOKEN,
                                    type = SecuritySchemeType.HTTP,
                                    scheme = "bearer",
                                    bearerFormat = "JWT",
                                    description =
                                            "A token of the OIDC issuer that the service is configured with; its claims name the tenant"
                                                    + " and the roles. Without a configured issuer no token is taken.")
                        },
                        responses =
                                @APIResponse(
                                        name = OpenApiDocument.PROBLEM,
                                        description =
                                                "What was wrong and what would be right (RFC 9457), with a code of the closed list.",
                                        content =
                                                @Content(
                                                        mediaType = ProblemBody.MEDIA_TYPE,
                                                        schema = @Schema(implementation = ProblemBody.class)))))
public final class OpenApiDocument extends Application {
    static final String PROBLEM = "Problem";
    static final String API_KEY = "apiKey";
    static final String TOKEN = "token";

    /** Adds what every operation has and none should have to say. */
    @OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
    public static final class EveryOperation implements OASFilter {
        @Override
        public Operation filterOperation(Operation operation) {
            operation
                    .getResponses()
                    .addAPIResponse("default", OASFactory.createAPIResponse().ref("#/components/responses/" + PROBLEM));
            // Quarkus has read off the roles, and put them down to the first way to prove them; the other is as good.
            List<SecurityRequirement> needed = operation.getSecurity();
            if (needed != null && needed.size() == 1 && needed.get(0).hasScheme(API_KEY)) {
                List<String> roles = needed.get(0).getScheme(API_KEY);
                operation.setSecurity(List.of(
                        needed.get(0), OASFactory.createSecurityRequirement().addScheme(TOKEN, roles)));
            }
            return operation;
        }
    }
}
