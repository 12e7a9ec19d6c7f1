package dev.kennzahl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The contract's files say what the service serves. A difference is written to the file and stops the build until it is committed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class ContractFilesTest {
    @Test
    void theOpenApiDocumentIsTheCommittedOne() throws IOException {
        compare(
                Path.of("openapi/openapi.yaml"),
                given().get("/openapi").then().statusCode(200).extract().asString());
    }

    /** Integrators generate clients from it: what nobody describes does not exist for them. */
    @Test
    void everyOperationSaysWhatItAnswersWhenAllIsWell() throws IOException {
        JsonNode paths = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("openapi/openapi.yaml").toFile())
                .path("paths");
        List<String> silent = new ArrayList<>();
        paths.properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            JsonNode responses = operation.getValue().path("responses");
            boolean succeeds = responses.properties().stream()
                    .anyMatch(response -> response.getKey().startsWith("2"));
            if (operation.getValue().has("responses") && !succeeds) {
                silent.add(operation.getKey() + " " + path.getKey());
            }
        }));
        assertThat(silent)
                .as("an @APIResponse of another status takes the place of 200")
                .isEmpty();
    }

    @Test
    void theGraphQlSchemaIsTheCommittedOne() throws IOException {
        compare(
                Path.of("openapi/schema.graphql"),
                given().get("/graphql/schema.graphql")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
    }

    private static void compare(Path file, String served) throws IOException {
        String committed = Files.exists(file) ? Files.readString(file) : "";
        if (!committed.equals(served)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, served);
        }
        assertThat(committed)
                .as(file + " was out of date; it has been written anew: review and commit it")
                .isEqualTo(served);
    }
}
