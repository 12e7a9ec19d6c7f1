package dev.kennzahl.api;

import jakarta.ws.rs.core.Application;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.Operation;

/** What the OpenAPI document says of the interface as a whole: every operation may be answered with a problem. */
@OpenAPIDefinition(
        info = @Info(title = "Kennzahl", version = "1"),
        components =
                @Components(
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

    /** Adds the answer that every operation has and none should have to name. */
    @OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
    public static final class EveryOperation implements OASFilter {
        @Override
        public Operation filterOperation(Operation operation) {
            operation
                    .getResponses()
                    .addAPIResponse("default", OASFactory.createAPIResponse().ref("#/components/responses/" + PROBLEM));
            return operation;
        }
    }
}
