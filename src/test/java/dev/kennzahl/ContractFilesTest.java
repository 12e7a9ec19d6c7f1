package dev.kennzahl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
