package dev.kennzahl.ingestion.sender;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.kennzahl.ingestion.CrmSender.SettingFault;
import dev.kennzahl.ingestion.IncomingDelivery;

/** The signature of Standard Webhooks 1.0.0, which several senders use: three headers over id, time of the attempt and body. */
final class StandardWebhooksSignature {
    static final String ID_HEADER = "webhook-id";

    /** As in the public libraries; exactly this much still passes. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    // ASCII only: Long.parseLong would take the digits of other scripts as well.
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private StandardWebhooksSignature() {}

    /** Checks that each secret is a key. */
    static Optional<SettingFault> check(List<String> secrets) {
        return secrets.stream().allMatch(secret -> WebhookKey.of(secret).isPresent())
                ? Optional.empty()
                : CommonOptions.fault(
                        "secret",
                        "must be whsec_ and the base64 of 24 to 64 bytes, or whpk_ and the base64 of an Ed25519 public key");
    }

    /** Whether a current secret signed the delivery, and lately; empty when so, else what is wrong. */
    static Optional<String> whyNotAuthentic(IncomingDelivery delivery, List<String> secrets) {
        Optional<String> id = delivery.header(ID_HEADER);
        Optional<String> timestamp = delivery.header("webhook-timestamp");
        Optional<String> signatures = delivery.header("webhook-signature");
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return Optional.of("the headers webhook-id, webhook-timestamp and webhook-signature are required");
        }
        // With a dot in the id, one signature would cover several ids, and a replay could pass for another message.
        if (id.get().isBlank() || id.get().indexOf('.') >= 0) {
            return Optional.of("webhook-id must not be empty nor contain a dot");
        }
        if (!SECONDS.matcher(timestamp.get()).matches()) {
            return Optional.of("webhook-timestamp must be Unix seconds");
        }
        Instant attempt = Instant.ofEpochSecond(Long.parseLong(timestamp.get()));
        if (Duration.between(attempt, delivery.receivedAt()).abs().compareTo(TOLERANCE) > 0) {
            return Optional.of("webhook-timestamp must be within 5 minutes of our clock");
        }
        return signed(content(id.get(), timestamp.get(), delivery.body()), signatures.get(), secrets)
                ? Optional.empty()
                : Optional.of("webhook-signature has no entry that a secret of this connection made");
    }

    private static boolean signed(byte[] content, String signatures, List<String> secrets) {
        List<WebhookKey> keys = secrets.stream()
                .flatMap(secret -> WebhookKey.of(secret).stream())
                .toList();
        boolean signed = false;
        for (String entry : signatures.split(" ")) {
            String[] parts = entry.split(",", 2);
            for (WebhookKey key : keys) {
                signed |= parts.length == 2 && parts[0].equals(key.version()) && key.signed(content, parts[1]);
            }
        }
        return signed;
    }

    private static byte[] content(String id, String timestamp, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        return content.toByteArray();
    }
}
