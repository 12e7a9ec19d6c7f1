package dev.kennzahl.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** A failure as GraphQL shows it: the words of the problem, and under {@code extensions} the same code, field and remedy as REST. */
public final class GraphQlProblem extends RuntimeException implements GraphQLError {
    private static final Logger LOG = Logger.getLogger(GraphQlProblem.class);

    private final ProblemCode code;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();

    private GraphQlProblem(ProblemCode code, String message, @Nullable String field, @Nullable String requestId) {
        super(message);
        this.code = code;
        extensions.put("code", code.name());
        extensions.put("retryable", code.isRetryable());
        if (field != null) {
            extensions.put("field", field);
        }
        if (requestId != null) {
            extensions.put("requestId", requestId);
        }
    }

    static GraphQlProblem of(Throwable failure) {
        if (failure instanceof GraphQlProblem coded) {
            return coded;
        }
        if (failure instanceof Problem problem) {
            return of(problem);
        }
        if (failure instanceof ForbiddenException) {
            return of(Refusals.forbidden());
        }
        if (failure instanceof UnauthorizedException) {
            return of(Refusals.unauthenticated(failure, null));
        }
        if (StoreOutage.isBehind(failure)) {
            return new GraphQlProblem(
                    ProblemCode.UNAVAILABLE,
                    "The store cannot be reached. Nothing was changed; try again.",
                    null,
                    null);
        }
        String requestId = UUID.randomUUID().toString();
        LOG.errorf(failure, "Request %s failed", requestId);
        return new GraphQlProblem(
                ProblemCode.INTERNAL_ERROR,
                "This is a fault of the service. Its log knows it under the request id.",
                null,
                requestId);
    }

    private static GraphQlProblem of(Problem problem) {
        return new GraphQlProblem(
                problem.code(), problem.detail(), problem.field().orElse(null), null);
    }

    ProblemCode code() {
        return code;
    }

    @Override
    public Map<String, Object> getExtensions() {
        return extensions;
    }

    @Override
    public @Nullable List<SourceLocation> getLocations() {
        return null; // graphql-java knows where the field stands
    }

    @Override
    public ErrorClassification getErrorType() {
        return ErrorType.DataFetchingException;
    }
}
