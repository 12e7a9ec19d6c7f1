package dev.kennzahl.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs webhooks as the demo's senders do, written apart from the classes that verify them. */
final class WebhookSignatures {
    private WebhookSignatures() {}

    /** HubSpot's version 3: HMAC-SHA256 over method, address, body and milliseconds. */
    static Map<String, String> hubSpot(String secret, String url, byte[] body, Instant now) {
        String timestamp = Long.toString(now.toEpochMilli());
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(("POST" + url).getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        signed.writeBytes(timestamp.getBytes(StandardCharsets.UTF_8));
        String signature = hmac(secret.getBytes(StandardCharsets.UTF_8), signed.toByteArray());
        return Map.of("X-HubSpot-Signature-v3", signature, "X-HubSpot-Request-Timestamp", timestamp);
    }

    /** Standard Webhooks' version 1: HMAC-SHA256 over id, seconds and body. */
    static Map<String, String> standard(String secret, String id, byte[] body, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                timestamp,
                "webhook-signature",
                "v1," + hmac(key, signed.toByteArray()));
    }

    private static String hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
