package dev.kennzahl.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kennzahl.GraphQlFollower;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.Thorough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

/** Tokens of the configured issuer do what API keys do, and no others do anything. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(value = TestIssuer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@Thorough
class TokensTest {
    private static final String FOLLOW =
            "subscription { kpiChanged(key: \"deals_won\", query: {from: \"2026-01-01\", to: \"2026-02-01\"}) { first } }";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    viewer, 200, 403, 403
                    ingest, 403, 202, 403
                    admin,  200, 202, 200
                    """)
    void aTokenMayWhatItsRoleMay(String role, int read, int write, int administer) {
        String token = token(List.of("staff", role));
        with(token).get("/api/v1/deals").then().statusCode(read);
        with(token)
                .config(TestTenant.CSV_IS_TEXT)
                .contentType("text/csv")
                .body("deal_id,stage,status\nA,new,open\n")
                .post("/api/v1/imports/deals")
                .then()
                .statusCode(write);
        with(token).get("/api/v1/api-keys").then().statusCode(administer);
    }

    @Test
    void rolesMayAlsoBeWordsOfOneText() {
        JwtClaims claims = TestIssuer.claims(tenant.slug());
        claims.setStringClaim("kennzahl_roles", "ingest viewer");
        with(TestIssuer.signed(claims)).get("/api/v1/deals").then().statusCode(200);
    }

    @Test
    void aTokenSeesItsTenantAndNoOther() {
        tenant.importCsv("deals", "deal_id,stage,status\nA,new,open\n");
        TestTenant stranger = TestTenant.create();
        JwtClaims claims = TestIssuer.claims(stranger.slug());
        claims.setStringListClaim("kennzahl_roles", "viewer");

        with(token(List.of("viewer"))).get("/api/v1/deals").then().body("items", hasSize(1));
        // The same person, with a token of another tenant.
        with(TestIssuer.signed(claims)).get("/api/v1/deals").then().body("items", hasSize(0));
    }

    /** What is remembered of one of them must not be told to the other, though it is the same person who asks. */
    @Test
    void answersOfOneTenantAreNotGivenToAnother() {
        tenant.importCsv("deals", "deal_id,stage,status,closed_at\nd1,won,won,2026-01-10\n");
        JwtClaims claims = TestIssuer.claims(TestTenant.create().slug());
        claims.setStringListClaim("kennzahl_roles", "viewer");
        for (int i = 0; i < 2; i++) {
            assertThat(dealsWon(token(List.of("viewer")))).isEqualTo("1");
            assertThat(dealsWon(TestIssuer.signed(claims))).isEqualTo("0");
        }
    }

    static Stream<Arguments> tokensThatAreNotTaken() {
        return Stream.of(
                Arguments.of("expired", changed(claims -> claims.setExpirationTime(TestIssuer.inSeconds(-60)))),
                Arguments.of("never ends", changed(claims -> claims.unsetClaim("exp"))),
                Arguments.of("for others", changed(claims -> claims.setAudience("shop"))),
                Arguments.of("for nobody", changed(claims -> claims.unsetClaim("aud"))),
                Arguments.of("of another issuer", changed(claims -> claims.setIssuer("https://elsewhere.example"))),
                Arguments.of("of no issuer", changed(claims -> claims.unsetClaim("iss"))),
                Arguments.of("of nobody", changed(claims -> claims.unsetClaim("sub"))),
                Arguments.of("of an unknown tenant", changed(claims -> claims.setClaim("kennzahl_tenant", "nobody"))),
                Arguments.of(
                        "of two tenants", changed(claims -> claims.setClaim("kennzahl_tenant", List.of("a", "b")))),
                Arguments.of("of no tenant", changed(claims -> claims.unsetClaim("kennzahl_tenant"))));
    }

    private static Consumer<JwtClaims> changed(Consumer<JwtClaims> change) {
        return change;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensThatAreNotTaken")
    void refusesTokens(String name, Consumer<JwtClaims> change) {
        JwtClaims claims = TestIssuer.claims(tenant.slug());
        claims.setStringListClaim("kennzahl_roles", "admin");
        change.accept(claims);
        refused(TestIssuer.signed(claims));
    }

    @Test
    void refusesWhatTheIssuerDidNotSign() {
        JwtClaims claims = TestIssuer.claims(tenant.slug());
        claims.setStringListClaim("kennzahl_roles", "admin");
        String signed = TestIssuer.signed(claims);
        refused(TestIssuer.signed(claims, TestIssuer.key("k1")));
        refused(TestIssuer.signed(claims, TestIssuer.key("k2")));
        refused(base64("{\"alg\":\"none\"}") + "." + base64(claims.toJson()) + ".");
        refused(base64("{\"alg\":\"none\",\"kid\":\"k1\"}") + signed.substring(signed.indexOf('.')));
        refused(signed.substring(0, signed.length() - 8) + "AAAAAAAA");
        refused("opaque");
    }

    @Test
    void aTokenWithoutARoleIsKnownAndMayNothing() {
        forbidden(TestIssuer.signed(TestIssuer.claims(tenant.slug())));
        forbidden(token(List.of("staff", "king")));
    }

    @Test
    void anApiKeyCountsWhateverElseIsSent() {
        tenant.request()
                .header("Authorization", "Bearer opaque")
                .get("/api/v1/deals")
                .then()
                .statusCode(200);
        RestAssured.given().get("/api/v1/deals").then().statusCode(401).body("field", equalTo("X-API-Key"));
    }

    @Test
    void aSubscriptionTakesATokenAndEndsWithIt() throws Exception {
        JwtClaims claims = TestIssuer.claims(tenant.slug());
        claims.setStringListClaim("kennzahl_roles", "viewer");
        claims.setExpirationTime(TestIssuer.inSeconds(4));
        try (GraphQlFollower follower =
                new GraphQlFollower(Map.of("Authorization", "Bearer " + TestIssuer.signed(claims)))) {
            follower.subscribe(FOLLOW);
            assertThat(follower.next("next")
                            .at("/payload/data/kpiChanged/first")
                            .asBoolean())
                    .isTrue();
            assertThat(follower.next().path("closed").asInt()).isEqualTo(1008);
        }
        claims.setExpirationTime(TestIssuer.inSeconds(-60));
        try (GraphQlFollower follower =
                new GraphQlFollower(Map.of("Authorization", "Bearer " + TestIssuer.signed(claims)))) {
            follower.subscribe(FOLLOW);
            assertThat(follower.next().path("closed").asInt()).isEqualTo(4403);
        }
    }

    private String token(List<String> roles) {
        JwtClaims claims = TestIssuer.claims(tenant.slug());
        claims.setStringListClaim("kennzahl_roles", roles);
        return TestIssuer.signed(claims);
    }

    private static RequestSpecification with(String token) {
        return RestAssured.given().header("Authorization", "Bearer " + token);
    }

    private static void refused(String token) {
        ValidatableResponse rest = with(token)
                .get("/api/v1/deals")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("UNAUTHENTICATED"))
                .body("field", equalTo("Authorization"))
                .body("detail", containsString("token"));
        ValidatableResponse graphQl =
                graphQl(token).statusCode(401).body("errors[0].extensions.code", equalTo("UNAUTHENTICATED"));
        for (ValidatableResponse refusal : List.of(rest, graphQl)) {
            assertThat(refusal.extract().headers().getValues("WWW-Authenticate"))
                    .containsExactly("ApiKey header=\"X-API-Key\"", "Bearer error=\"invalid_token\"");
        }
    }

    private static void forbidden(String token) {
        with(token).get("/api/v1/deals").then().statusCode(403).body("code", equalTo("FORBIDDEN"));
        graphQl(token).body("errors.extensions.code", hasItem("FORBIDDEN"));
    }

    private static ValidatableResponse graphQl(String token) {
        return with(token)
                .contentType("application/json")
                .body(
                        Map.of(
                                "query",
                                "{ kpi(key: \"deals_won\", query: {from: \"2026-01-01\", to: \"2026-02-01\"}) { series { points { value } } } }"))
                .post("/graphql")
                .then();
    }

    private static String dealsWon(String token) {
        return graphQl(token).extract().path("data.kpi.series[0].points[0].value");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
