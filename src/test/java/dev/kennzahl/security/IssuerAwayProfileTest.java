package dev.kennzahl.security;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestSwitches;
import dev.kennzahl.TestTenant;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

/** An issuer that cannot be reached keeps neither the service from starting nor anybody with an API key from anything. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(TestSwitches.class)
class IssuerAwayProfileTest {
    private static final String TOKEN = "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJ1In0.c2lnbmF0dXJl";

    @Test
    void keysAreTakenAndTokensHaveToWait() {
        TestTenant tenant = TestTenant.create();
        tenant.request().get("/api/v1/deals").then().statusCode(200);
        RestAssured.given()
                .header("Authorization", TOKEN)
                .get("/api/v1/deals")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo("UNAVAILABLE"));
        RestAssured.given()
                .header("Authorization", TOKEN)
                .contentType("application/json")
                .body(Map.of("query", "{ kpis { key } }"))
                .post("/graphql")
                .then()
                .statusCode(503)
                .body("errors[0].extensions.code", equalTo("UNAVAILABLE"));
    }
}
