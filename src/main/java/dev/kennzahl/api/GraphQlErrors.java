package dev.kennzahl.api;

import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.graphql.api.ErrorExtensionProvider;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Puts our problem codes into GraphQL errors, under {@code extensions}: the same closed list as in REST. */
public final class GraphQlErrors {
    private GraphQlErrors() {}

    /** The code of a failure, whatever it is. */
    static ProblemCode codeOf(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem.code();
        }
        if (failure instanceof ForbiddenException) {
            return ProblemCode.FORBIDDEN;
        }
        if (failure instanceof UnauthorizedException) {
            return ProblemCode.UNAUTHENTICATED;
        }
        return StoreOutage.isBehind(failure) ? ProblemCode.UNAVAILABLE : ProblemCode.INTERNAL_ERROR;
    }

    /** {@code extensions.code}. */
    public static final class Code implements ErrorExtensionProvider {
        @Override
        public String getKey() {
            return "code";
        }

        @Override
        public JsonString mapValueFrom(Throwable failure) {
            return Json.createValue(codeOf(failure).name());
        }
    }

    /** {@code extensions.field}: the argument at fault, if it is one. */
    public static final class Field implements ErrorExtensionProvider {
        @Override
        public String getKey() {
            return "field";
        }

        @Override
        public JsonValue mapValueFrom(Throwable failure) {
            return failure instanceof Problem problem && problem.field().isPresent()
                    ? Json.createValue(problem.field().get())
                    : JsonValue.NULL;
        }
    }

    /** {@code extensions.retryable}: whether the same request may succeed later. */
    public static final class Retryable implements ErrorExtensionProvider {
        @Override
        public String getKey() {
            return "retryable";
        }

        @Override
        public JsonValue mapValueFrom(Throwable failure) {
            return codeOf(failure).isRetryable() ? JsonValue.TRUE : JsonValue.FALSE;
        }
    }
}
