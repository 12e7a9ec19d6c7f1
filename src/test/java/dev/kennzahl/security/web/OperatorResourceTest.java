package dev.kennzahl.security.web;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.TestDatabase;

import static io.restassured.RestAssured.given;
import static org.hamcrest.CoreMatchers.equalTo;

/** What is wrong with a tenant to be made is said by its field. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OperatorResourceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            name | Acme      | MISSING_VALUE
            slug | ''        | MISSING_VALUE
            slug | Acme GmbH | INVALID_VALUE
            """)
    void tellsAMissingShortNameFromAWrongOne(String field, String value, String code) {
        given().header("X-Operator-Key", TestDatabase.OPERATOR_KEY)
                .contentType("application/json")
                .body(Map.of(field, value))
                .post("/api/v1/tenants")
                .then()
                .statusCode(400)
                .body("code", equalTo(code))
                .body("field", equalTo("slug"));
    }
}
