package dev.kennzahl.api;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.SourceLocation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * A GraphQL request after the specification <em>GraphQL over HTTP</em>, read and parsed.
 *
 * @param json the request as the executing library wants it: query, operationName, variables
 */
record GraphQlRequest(JsonObject json, Document document) {
    private static final Set<String> MEMBERS = Set.of("query", "operationName", "variables", "extensions");

    /**
     * Reads the request.
     *
     * @throws Problem saying what of it is wrong
     */
    static GraphQlRequest read(RoutingContext context) {
        HttpServerRequest request = context.request();
        JsonObject json = request.method() == HttpMethod.GET ? fromParameters(request) : fromBody(context);
        JsonValue query = json.get("query");
        if (query == null || query.getValueType() != JsonValue.ValueType.STRING) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE, "query", "query must be given: the GraphQL document as a text.");
        }
        GraphQlRequest read = new GraphQlRequest(json, parse(json.getString("query")));
        if (request.method() == HttpMethod.GET && read.hasOtherThanQueries()) {
            throw new Problem(ProblemCode.METHOD_NOT_ALLOWED, "A GET may only query; use POST for everything else.");
        }
        return read;
    }

    private static JsonObject fromBody(RoutingContext context) {
        String type = String.valueOf(context.request().getHeader("Content-Type"))
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        Buffer body = context.body().buffer();
        String text = body == null ? "" : body.toString(StandardCharsets.UTF_8);
        return switch (type) {
            case "application/json", "application/graphql+json" -> object("The body", text);
            case "application/graphql" ->
                Json.createObjectBuilder().add("query", text).build();
            default ->
                throw new Problem(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type",
                        "Content-Type must be application/json with the members "
                                + MEMBERS.stream().sorted().toList() + ".");
        };
    }

    private static JsonObject fromParameters(HttpServerRequest request) {
        JsonObjectBuilder json = Json.createObjectBuilder();
        for (String text : List.of("query", "operationName")) {
            if (request.getParam(text) != null) {
                json.add(text, request.getParam(text));
            }
        }
        String variables = request.getParam("variables");
        if (variables != null) {
            json.add("variables", object("The parameter variables", variables));
        }
        return json.build();
    }

    private static JsonObject object(String what, String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject object = reader.readObject();
            JsonValue variables = object.getOrDefault("variables", JsonValue.NULL);
            if (what.equals("The body")
                    && variables.getValueType() != JsonValue.ValueType.NULL
                    && variables.getValueType() != JsonValue.ValueType.OBJECT) {
                throw new Problem(ProblemCode.INVALID_JSON, "variables", "variables must be a JSON object.");
            }
            return object;
        } catch (JsonException e) {
            throw new Problem(ProblemCode.INVALID_JSON, what + " is not a valid JSON object.");
        }
    }

    private static Document parse(String query) {
        try {
            return new Parser()
                    .parseDocument(ParserEnvironment.newParserEnvironment()
                            .document(query)
                            .locale(GraphQlErrors.LANGUAGE)
                            .build());
        } catch (InvalidSyntaxException e) {
            throw new Problem(
                    ProblemCode.INVALID_QUERY, "query", "The GraphQL document does not parse. " + e.getMessage());
        }
    }

    private boolean hasOtherThanQueries() {
        return document.getDefinitionsOfType(OperationDefinition.class).stream()
                .anyMatch(operation -> operation.getOperation() != OperationDefinition.Operation.QUERY);
    }

    /**
     * The fields that each operation itself selects, aliases and fragments included.
     *
     * @throws Problem {@code QUERY_TOO_COMPLEX} when the document unfolds to more than can be meant; final
     */
    List<List<Field>> operations() {
        DocumentFields fields = new DocumentFields(document);
        List<List<Field>> operations = fields.ofOperations();
        fields.requireModestIntrospection(operations);
        return operations;
    }

    Map<String, Object> variables() {
        return json().getOrDefault("variables", JsonValue.EMPTY_JSON_OBJECT) instanceof JsonObject object
                ? new io.vertx.core.json.JsonObject(object.toString()).getMap()
                : Map.of();
    }

    /** The field of the operation that a place in the document belongs to; the first one for places before all of them. */
    Optional<Field> rootFieldAt(@Nullable List<SourceLocation> places) {
        List<Field> fields = new DocumentFields(document)
                .ofOperations().stream().flatMap(List::stream).toList();
        if (fields.isEmpty() || places == null || places.isEmpty()) {
            return fields.stream().findFirst();
        }
        Field found = fields.get(0);
        for (Field field : fields) {
            if (!isBehind(field.getSourceLocation(), places.get(0))) {
                found = field;
            }
        }
        return Optional.of(found);
    }

    private static boolean isBehind(SourceLocation one, SourceLocation other) {
        return one.getLine() > other.getLine()
                || one.getLine() == other.getLine() && one.getColumn() > other.getColumn();
    }
}
