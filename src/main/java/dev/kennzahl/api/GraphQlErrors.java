package dev.kennzahl.api;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.schema.GraphQLSchema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Gives every error of an answer a code of the closed list, those of parsing and validating included. */
final class GraphQlErrors {
    /**
     * What graphql-java is to tell errors in, whatever the machine speaks: they are read here. Its own English, which stands under no
     * language; for what stands under none, asked for in English, the machine's would be taken.
     */
    static final Locale LANGUAGE = Locale.ROOT;

    private static final Logger LOG = Logger.getLogger(GraphQlErrors.class);

    /** How graphql-java introduces what a document got wrong. */
    private static final Pattern PREAMBLE = Pattern.compile("^Validation error \\([^)]*\\)\\s*:?\\s*");

    /** It also prints syntax trees and Java classes, which say nothing to a caller. */
    private static final Pattern SYNTAX_TREE =
            Pattern.compile(" with value '.*' (?=is |must |contains |has )", Pattern.DOTALL);

    private static final Pattern ABOUT_A_VALUE = Pattern.compile("^(argument|Variable) '");

    private GraphQlErrors() {}

    /** A whole answer that is one error. */
    static JsonObject answer(ProblemCode code, String message, @Nullable String field, @Nullable String requestId) {
        JsonObject error = Json.createObjectBuilder()
                .add("message", message)
                .add("extensions", extensions(code, field, requestId))
                .build();
        return Json.createObjectBuilder()
                .add("errors", Json.createArrayBuilder().add(error))
                .build();
    }

    /** The answer, its errors with codes. */
    static JsonObject coded(
            JsonObject answer, List<GraphQLError> errors, GraphQlRequest request, GraphQLSchema schema) {
        JsonArray shown = answer.getJsonArray("errors");
        JsonArrayBuilder coded = Json.createArrayBuilder();
        for (int i = 0; i < shown.size(); i++) {
            if (!isEcho(errors.get(i), errors)) {
                coded.add(coded(shown.getJsonObject(i), errors.get(i), request, schema));
            }
        }
        JsonObjectBuilder result = Json.createObjectBuilder().add("errors", coded);
        answer.forEach((name, value) -> {
            if (!name.equals("errors")) {
                result.add(name, value);
            }
        });
        return result.build();
    }

    /** What the errors of an answer are, one by one. */
    static List<ProblemCode> codes(JsonObject answer) {
        return answer.getJsonArray("errors").getValuesAs(JsonObject.class).stream()
                .map(error -> error.getJsonObject("extensions").getString("code"))
                .map(ProblemCode::valueOf)
                .toList();
    }

    /** A required field that is null because it failed is told twice: by its failure, and by being null. */
    private static boolean isEcho(GraphQLError error, List<GraphQLError> all) {
        return isNullOfRequired(error) && !all.stream().allMatch(GraphQlErrors::isNullOfRequired);
    }

    private static boolean isNullOfRequired(GraphQLError error) {
        return error.getErrorType() == ErrorType.NullValueInNonNullableField;
    }

    private static JsonObject coded(
            JsonObject shown, GraphQLError error, GraphQlRequest request, GraphQLSchema schema) {
        JsonObject extensions =
                shown.get("extensions") instanceof JsonObject known ? known : JsonValue.EMPTY_JSON_OBJECT;
        String requestId = extensions.getString("requestId", null);
        Problem problem;
        if (extensions.containsKey("code")) {
            problem = new Problem(
                    ProblemCode.valueOf(extensions.getString("code")),
                    extensions.getString("field", null),
                    shown.getString("message"));
        } else {
            problem = problem(error, request, schema);
            if (problem.code() == ProblemCode.INTERNAL_ERROR) {
                requestId = UUID.randomUUID().toString();
                LOG.errorf("Request %s failed: %s", requestId, error.getMessage());
            }
        }
        JsonObjectBuilder coded = Json.createObjectBuilder().add("message", problem.detail());
        for (String kept : List.of("locations", "path")) {
            JsonValue value = shown.get(kept);
            if (value != null && value != JsonValue.NULL && !value.equals(JsonValue.EMPTY_JSON_ARRAY)) {
                coded.add(kept, value);
            }
        }
        return coded.add(
                        "extensions", extensions(problem.code(), problem.field().orElse(null), requestId))
                .build();
    }

    private static Problem problem(GraphQLError error, GraphQlRequest request, GraphQLSchema schema) {
        ErrorClassification type = error.getErrorType();
        String message = SYNTAX_TREE
                .matcher(PREAMBLE.matcher(String.valueOf(error.getMessage())).replaceFirst(""))
                .replaceAll(" ");
        if (type == ErrorType.ExecutionAborted) {
            return new Problem(ProblemCode.QUERY_TOO_COMPLEX, "query", message + "; ask in several requests.");
        }
        if (type != ErrorType.ValidationError
                && type != ErrorType.InvalidSyntax
                && type != ErrorType.OperationNotSupported) {
            return new Problem(
                    ProblemCode.INTERNAL_ERROR,
                    "This is a fault of the service. Its log knows it under the request id.");
        }
        Problem invalid = new Problem(ProblemCode.INVALID_QUERY, "query", message);
        return ABOUT_A_VALUE.matcher(message).find()
                ? request.rootFieldAt(error.getLocations())
                        .flatMap(field -> GraphQlArguments.firstFault(schema, field, request.variables()))
                        .orElse(invalid)
                : invalid;
    }

    private static JsonObject extensions(ProblemCode code, @Nullable String field, @Nullable String requestId) {
        JsonObjectBuilder extensions =
                Json.createObjectBuilder().add("code", code.name()).add("retryable", code.isRetryable());
        if (field != null) {
            extensions.add("field", field);
        }
        if (requestId != null) {
            extensions.add("requestId", requestId);
        }
        return extensions.build();
    }
}
