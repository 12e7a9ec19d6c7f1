package dev.kennzahl.ingestion;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;

import dev.kennzahl.TestTenant;

/** A connection of a tenant that posts as its CRM would, signed. */
final class Webhooks {
    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String PUBLIC = "https://kennzahl.example";

    private final TestTenant tenant;
    private final String sender;
    private final String url;

    Webhooks(TestTenant tenant, String sender, Map<String, ?> options) {
        this.tenant = tenant;
        this.sender = sender;
        Map<String, ?> wish = Map.of("sender", sender, "name", "x", "secret", secret(sender), "options", options);
        this.url = tenant.plain()
                .post("/api/v1/connections", wish)
                .expect(201)
                .json()
                .path("url")
                .asText();
    }

    static Webhooks hubSpot(TestTenant tenant) {
        return new Webhooks(tenant, "hubspot", Map.of("publicUrl", PUBLIC));
    }

    private static String secret(String sender) {
        return sender.equals("hubspot") ? SECRET : "whsec_" + SECRET;
    }

    String connectionId() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** Posts and waits until the delivery is dealt with. */
    void post(String id, String body) {
        send(id, body).statusCode(202);
        tenant.awaitDeliveries();
    }

    /** Changes the options and has all that was applied read again. */
    void readAgainWith(Map<String, ?> options) {
        tenant.request()
                .contentType("application/json")
                .body(Map.of("options", options))
                .patch("/api/v1/connections/" + connectionId())
                .then()
                .statusCode(200);
        tenant.request()
                .post("/api/v1/deliveries/replay?status=applied&connection=" + connectionId())
                .then()
                .statusCode(200);
        tenant.awaitDeliveries();
    }

    ValidatableResponse send(String id, String body) {
        Instant now = Instant.now();
        Map<String, String> headers = sender.equals("hubspot") ? hubSpotHeaders(body, now) : headers(id, body, now);
        return RestAssured.given()
                .contentType("application/json")
                .headers(headers)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(url)
                .then();
    }

    private Map<String, String> headers(String id, String body, Instant now) {
        String seconds = Long.toString(now.getEpochSecond());
        String signature = "v1," + hmac(Base64.getDecoder().decode(SECRET), id + "." + seconds + "." + body);
        return Map.of("webhook-id", id, "webhook-timestamp", seconds, "webhook-signature", signature);
    }

    private Map<String, String> hubSpotHeaders(String body, Instant now) {
        String millis = Long.toString(now.toEpochMilli());
        String signature = hmac(SECRET.getBytes(StandardCharsets.UTF_8), "POST" + PUBLIC + body + millis);
        return Map.of("X-HubSpot-Signature-v3", signature, "X-HubSpot-Request-Timestamp", millis);
    }

    private static String hmac(byte[] key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
