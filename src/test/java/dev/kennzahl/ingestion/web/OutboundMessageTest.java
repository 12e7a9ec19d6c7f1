package dev.kennzahl.ingestion.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kennzahl.Soon;
import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

/** Salesforce posts to the running service and hears what it needs to hear, once its message is durable. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class OutboundMessageTest {
    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private TestTenant tenant;

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = TestTenant.create();
    }

    @Test
    void answersWithTheSoapAcknowledgementAndAppliesTheMessage() throws Exception {
        String url = connection(null);
        for (int attempt = 0; attempt < 2; attempt++) {
            String answer = post(url, sample("11-outbound-message-single.xml"))
                    .statusCode(200)
                    .header("Content-Type", containsString("text/xml"))
                    .extract()
                    .asString();
            assertThat(answer).isEqualTo(sample("ack-true.xml"));
        }

        awaitApplied(2);
        tenant.request()
                .get("/api/v1/deals")
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].externalId", equalTo("0065g00000AbJdEAAV"))
                .body("items[0].account", equalTo("00D5g000007XqZ1EAK"))
                .body("items[0].status", equalTo("won"))
                .body("items[0].amount", equalTo("43250.5"))
                .body("items[0].closedAt", equalTo("2026-05-12T22:00:00Z"));
    }

    @Test
    void neverStoresASessionNotEvenInADeadLetter() throws Exception {
        String url = connection(null);
        String withSession = sample("11-outbound-message-single.xml")
                .replace("<SessionId xsi:nil=\"true\"/>", "<SessionId>00D5g!TopSecret</SessionId>");

        post(url, withSession).statusCode(200);
        post(url, withSession.substring(0, withSession.length() / 2))
                .statusCode(400)
                .body("code", equalTo("MALFORMED_DELIVERY"));

        awaitApplied(1);
        for (int i = 0; i < 2; i++) {
            String id = tenant.request()
                    .get("/api/v1/deliveries")
                    .then()
                    .body("items.size()", equalTo(2))
                    .extract()
                    .path("items[" + i + "].id");
            tenant.request()
                    .get("/api/v1/deliveries/" + id)
                    .then()
                    .body("body", containsString("<SessionId></SessionId>"))
                    .body("body", not(containsString("TopSecret")));
        }
    }

    @Test
    void storesNothingOfOthersAndNothingUnreadable() throws Exception {
        String url = connection(null);

        post(url, sample("13-outbound-message-foreign-org.xml"))
                .statusCode(401)
                .body("code", equalTo("INVALID_SIGNATURE"));
        post(url, "<!DOCTYPE x>" + sample("11-outbound-message-single.xml").replaceFirst("<\\?.*\\?>", ""))
                .statusCode(400)
                .header("Content-Type", containsString("application/problem+json"))
                .body("code", equalTo("MALFORMED_DELIVERY"));

        tenant.request().get("/api/v1/deliveries").then().body("items.size()", equalTo(0));
    }

    @Test
    void showsInTheOutcomeThatAWholeObjectNeedsAResync() throws Exception {
        String url = connection("whsec_" + SECRET);
        String body = sample("06-cdc-gap-overflow.json");
        String timestamp = Long.toString(Instant.now().getEpochSecond());

        RestAssured.given()
                .contentType("application/json")
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + hmac("msg_1." + timestamp + "." + body))
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(url)
                .then()
                .statusCode(202)
                .body(equalTo(""));

        awaitApplied(1);
        tenant.request()
                .get("/api/v1/deliveries")
                .then()
                .body("items[0].rejections[0].message", containsString("all records of Opportunity"));
    }

    private String connection(@Nullable String secret) {
        Map<String, Object> wish = new HashMap<>(
                Map.of("sender", "salesforce", "name", "x", "options", Map.of("organizationId", "00D5g000007XqZ1")));
        if (secret != null) {
            wish.put("secret", secret);
        }
        return tenant.request()
                .contentType("application/json")
                .body(wish)
                .post("/api/v1/connections")
                .then()
                .statusCode(201)
                .extract()
                .path("url");
    }

    private static ValidatableResponse post(String url, String xml) {
        return RestAssured.given()
                .contentType("text/xml; charset=utf-8")
                .header("SOAPAction", "\"\"")
                .body(xml.getBytes(StandardCharsets.UTF_8))
                .post(url)
                .then();
    }

    private void awaitApplied(int deliveries) {
        Soon.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> tenant.plain()
                                .json("/api/v1/deliveries?status=applied")
                                .path("items")
                                .size(),
                        size -> size == deliveries);
    }

    private static String hmac(String content) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sample(String file) throws IOException {
        String path = "/dev/kennzahl/ingestion/sender/salesforce/" + file;
        try (InputStream in = OutboundMessageTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
