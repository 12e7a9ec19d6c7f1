package dev.kennzahl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.language.Description;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Every operation, parameter, type, field and enum value says what it is. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DescriptionsTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    @Test
    void everyThingOfTheOpenApiDocumentIsDescribed() throws IOException {
        JsonNode document =
                new ObjectMapper().readTree(given().get("/openapi?format=JSON").asByteArray());
        Set<String> silent = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            path.getValue().properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .forEach(operation ->
                            operation(operation.getKey() + " " + path.getKey(), operation.getValue(), silent));
        }
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> schema(schema.getKey(), schema.getValue(), silent));
        assertThat(silent)
                .as("give each a description (@Schema, @Operation, @Parameter)")
                .isEmpty();
    }

    private static void operation(String name, JsonNode operation, Set<String> silent) {
        for (String text : Set.of("operationId", "summary", "description")) {
            require(name + " " + text, operation.path(text), silent);
        }
        if (operation.path("tags").isEmpty()) {
            silent.add(name + " tags");
        }
        operation
                .path("parameters")
                .forEach(parameter -> require(
                        name + " parameter " + parameter.path("name").asText(), parameter.path("description"), silent));
        operation.path("responses").properties().stream()
                .filter(response -> !response.getValue().has("$ref"))
                .forEach(response -> require(
                        name + " response " + response.getKey(),
                        response.getValue().path("description"),
                        silent));
    }

    private static void schema(String name, JsonNode schema, Set<String> silent) {
        // What comes from Java's own types explains itself by its format; ours have a name of our own and words.
        boolean ours = schema.has("properties") || schema.has("enum");
        if (ours) {
            require(name, schema.path("description"), silent);
        }
        schema.path("properties").properties().forEach(property -> {
            if (!property.getValue().has("$ref")) {
                require(name + "." + property.getKey(), property.getValue().path("description"), silent);
            }
        });
    }

    private static void require(String what, JsonNode text, Set<String> silent) {
        if (text.asText().isBlank()) {
            silent.add(what);
        }
    }

    @Test
    void everyThingOfTheGraphQlSchemaIsDescribed() throws IOException {
        TypeDefinitionRegistry schema = new SchemaParser().parse(Files.readString(Path.of("openapi/schema.graphql")));
        Set<String> silent = new TreeSet<>();
        for (TypeDefinition<?> type : schema.types().values()) {
            String name = type.getName();
            if (type instanceof ObjectTypeDefinition object) {
                require(name, object.getDescription(), silent);
                object.getFieldDefinitions().forEach(field -> field(name, field, silent));
            } else if (type instanceof InputObjectTypeDefinition input) {
                require(name, input.getDescription(), silent);
                input.getInputValueDefinitions().forEach(value -> value(name, value, silent));
            } else if (type instanceof EnumTypeDefinition enumeration) {
                require(name, enumeration.getDescription(), silent);
                enumeration
                        .getEnumValueDefinitions()
                        .forEach(value -> require(name + "." + value.getName(), value.getDescription(), silent));
            }
        }
        schema.scalars().forEach((name, scalar) -> {
            if (!graphql.schema.idl.ScalarInfo.isGraphqlSpecifiedScalar(name)) {
                require(name, scalar.getDescription(), silent);
            }
        });
        assertThat(silent).as("give each an @Description").isEmpty();
    }

    private static void field(String type, FieldDefinition field, Set<String> silent) {
        require(type + "." + field.getName(), field.getDescription(), silent);
        field.getInputValueDefinitions().forEach(argument -> value(type + "." + field.getName(), argument, silent));
    }

    private static void value(String owner, InputValueDefinition value, Set<String> silent) {
        require(owner + "(" + value.getName() + ")", value.getDescription(), silent);
    }

    private static void require(String what, @Nullable Description description, Set<String> silent) {
        if (description == null || description.getContent().isBlank()) {
            silent.add(what);
        }
    }
}
