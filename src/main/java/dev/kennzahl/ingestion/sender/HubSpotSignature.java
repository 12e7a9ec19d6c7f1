package dev.kennzahl.ingestion.sender;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kennzahl.ingestion.ConnectionSettings;
import dev.kennzahl.ingestion.IncomingDelivery;

/** HubSpot's signatures, v1 to v3, each over more of the request than the one before. */
final class HubSpotSignature {
    static final List<String> VERSIONS = List.of("v1", "v2", "v3");
    static final String STRONGEST = "v3";

    /** As in HubSpot's own libraries; exactly this much still passes. */
    private static final long TOLERANCE_MS = 300_000;

    // ASCII only: Long.parseLong would take the digits of other scripts as well.
    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,15}");

    // The escapes HubSpot undoes before it signs, and no others: : / ? @ ! $ ' ( ) * , ;
    private static final Pattern UNDONE =
            Pattern.compile("%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)", Pattern.CASE_INSENSITIVE);

    private final IncomingDelivery delivery;
    private final ConnectionSettings settings;

    private HubSpotSignature(IncomingDelivery delivery, ConnectionSettings settings) {
        this.delivery = delivery;
        this.settings = settings;
    }

    /** Empty when a signature of an accepted version is right, else what is wrong with the best there is. */
    static Optional<String> whyNotAuthentic(IncomingDelivery delivery, ConnectionSettings settings) {
        HubSpotSignature signature = new HubSpotSignature(delivery, settings);
        Optional<String> reason = signature.whyNotV3();
        // An option we do not know gives -1; it must not open the door to the weaker versions.
        int least = VERSIONS.indexOf(settings.option("signature").orElse(STRONGEST));
        if (reason.isEmpty() || least < 0 || least == VERSIONS.indexOf(STRONGEST)) {
            return reason;
        }
        return signature.isOlderVersion(least)
                ? Optional.empty()
                : reason.map(
                        wrong -> wrong + "; nor is there a right X-HubSpot-Signature of an older accepted version");
    }

    private Optional<String> whyNotV3() {
        Optional<String> given = delivery.header("X-HubSpot-Signature-v3");
        Optional<String> timestamp = delivery.header("X-HubSpot-Request-Timestamp");
        if (given.isEmpty() || timestamp.isEmpty()) {
            return Optional.of("the headers X-HubSpot-Signature-v3 and X-HubSpot-Request-Timestamp are required");
        }
        if (!MILLISECONDS.matcher(timestamp.get()).matches()) {
            return Optional.of("X-HubSpot-Request-Timestamp must be milliseconds since 1970");
        }
        long age = delivery.receivedAt().toEpochMilli() - Long.parseLong(timestamp.get());
        if (Math.abs(age) > TOLERANCE_MS) {
            return Optional.of("X-HubSpot-Request-Timestamp must be within 5 minutes of our clock");
        }
        boolean signed = false;
        for (String uri : uris()) {
            byte[] content = join(delivery.method() + undone(uri), delivery.body(), timestamp.get());
            signed |= matches(given.get(), secret -> Base64.getEncoder()
                    .encodeToString(WebhookKey.Shared.hmac(secret.getBytes(StandardCharsets.UTF_8), content)));
        }
        return signed
                ? Optional.empty()
                : Optional.of("X-HubSpot-Signature-v3 does not fit the secret, options.publicUrl and the body");
    }

    private boolean isOlderVersion(int least) {
        String version = delivery.header("X-HubSpot-Signature-Version").orElse("v1");
        int index = VERSIONS.indexOf(version);
        if (index < least || index > 1) {
            return false;
        }
        String given = delivery.header("X-HubSpot-Signature").orElse("");
        if (version.equals("v1")) {
            return matches(given, secret -> sha256(join(secret, delivery.body(), "")));
        }
        boolean signed = false;
        for (String uri : uris()) {
            signed |= matches(given, secret -> sha256(join(secret + delivery.method() + uri, delivery.body(), "")));
        }
        return signed;
    }

    /**
     * The address as HubSpot knows it: from configuration, since proxies rewrite what a request says of itself. A user who makes
     * a connection does not know its id yet, so the address of the service will do as well.
     */
    private List<String> uris() {
        String query = delivery.query().isEmpty() ? "" : "?" + delivery.query();
        String address = settings.option("publicUrl").orElse("");
        String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return List.of(address + query, base + "/webhooks/hubspot/" + settings.connectionId() + query);
    }

    private static String undone(String uri) {
        return UNDONE.matcher(uri)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))));
    }

    private boolean matches(String given, Function<String, String> signedWith) {
        boolean matches = false;
        for (String secret : settings.secrets()) {
            matches |= MessageDigest.isEqual(
                    signedWith.apply(secret).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        }
        return matches;
    }

    private static byte[] join(String before, byte[] body, String after) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        content.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return content.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
