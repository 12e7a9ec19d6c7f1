package dev.kennzahl.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** An error answer, {@code application/problem+json} after RFC 9457. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Problem",
        description = "An error answer after RFC 9457. The code is one of a closed list, the same as in GraphQL.")
public record ProblemBody(
        @Schema(
                        description = "A name for this kind of problem, ending in its code.",
                        examples = "urn:kennzahl:problem:unknown-dimension")
                String type,
        @Schema(description = "A short title, the same for every occurrence.") String title,
        @Schema(description = "The HTTP status.") int status,
        @Schema(description = "What was wrong here, and what would be right.") String detail,
        @Schema(description = "The code, one of a closed list.") ProblemCode code,
        @Schema(description = "The parameter, column or JSON member at fault, if it is one.") @Nullable String field,
        @Schema(description = "Whether the same request may succeed later.") boolean retryable,
        @Schema(description = "The id under which the service's log knows this request; set for faults of ours.")
                @Nullable
                String requestId) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(Problem problem) {
        return of(problem.code(), problem.detail(), problem.field().orElse(null), null);
    }

    static ProblemBody of(ProblemCode code, String detail, @Nullable String field, @Nullable String requestId) {
        return new ProblemBody(
                "urn:kennzahl:problem:"
                        + code.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                code.title(),
                code.status(),
                detail,
                code,
                field,
                code.isRetryable(),
                requestId);
    }
}
