package dev.kennzahl.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
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
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * What the OpenAPI document says of the interface as a whole: what callers prove themselves with and what they need, and that
 * every operation may be answered with a problem.
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

    /** Adds what every operation has and none should have to say: who may ask, and what it is told if something is wrong. */
    @OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
    public static final class EveryOperation implements OASFilter {
        /** The roles of which a caller needs one, by operation; none where everybody may ask. */
        private final Map<String, List<String>> roles = new HashMap<>();

        /** @param classes those of the application, which the build knows */
        public EveryOperation(IndexView classes) {
            for (AnnotationInstance operation :
                    classes.getAnnotations(org.eclipse.microprofile.openapi.annotations.Operation.class)) {
                AnnotationValue id = operation.value("operationId");
                if (id != null) {
                    roles.put(id.asString(), roles(operation.target().asMethod()));
                }
            }
        }

        private static List<String> roles(MethodInfo method) {
            boolean saysItself = method.hasAnnotation(RolesAllowed.class) || method.hasAnnotation(PermitAll.class);
            AnnotationInstance allowed = saysItself
                    ? method.annotation(RolesAllowed.class)
                    : method.declaringClass().declaredAnnotation(RolesAllowed.class);
            return allowed == null ? List.of() : List.of(allowed.value().asStringArray());
        }

        @Override
        public Operation filterOperation(Operation operation) {
            operation
                    .getResponses()
                    .addAPIResponse("default", OASFactory.createAPIResponse().ref("#/components/responses/" + PROBLEM));
            List<String> needed = roles.getOrDefault(operation.getOperationId(), List.of());
            return operation.security(
                    needed.isEmpty()
                            ? List.of()
                            : List.of(
                                    OASFactory.createSecurityRequirement().addScheme(API_KEY, needed),
                                    OASFactory.createSecurityRequirement().addScheme(TOKEN, needed)));
        }
    }
}
