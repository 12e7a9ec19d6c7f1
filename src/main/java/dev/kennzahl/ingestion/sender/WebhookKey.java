package dev.kennzahl.ingestion.sender;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key of Standard Webhooks: a shared secret ({@code whsec_…} or its base64 alone), or a sender's public key ({@code whpk_…}). */
sealed interface WebhookKey {

    /** The mark of the signatures this key can check. */
    String version();

    /** Whether the signature, as it stands in the header, is this key's over the content. */
    boolean signed(byte[] content, String signature);

    /** The key of a connection's secret; empty when it is none. */
    static Optional<WebhookKey> of(String secret) {
        return secret.startsWith("whpk_")
                ? bytes(secret.substring("whpk_".length()))
                        .filter(raw -> raw.length == 32)
                        .flatMap(WebhookKey::publicKey)
                : bytes(secret.startsWith("whsec_") ? secret.substring("whsec_".length()) : secret)
                        .filter(raw -> raw.length >= 24 && raw.length <= 64)
                        .map(Shared::new);
    }

    private static Optional<byte[]> bytes(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<WebhookKey> publicKey(byte[] raw) {
        // RFC 8032: y in little-endian order, and the top bit says whether x is odd.
        byte[] bigEndian = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            bigEndian[i] = raw[raw.length - 1 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
            // Whether the point lies on the curve shows only here.
            Signature.getInstance("Ed25519").initVerify(key);
            return Optional.of(new Public(key));
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 15 and later have Ed25519", e);
        }
    }

    /** HMAC-SHA256 under a secret that both sides hold. */
    record Shared(byte[] secret) implements WebhookKey {
        @Override
        public String version() {
            return "v1";
        }

        @Override
        public boolean signed(byte[] content, String signature) {
            byte[] expected = Base64.getEncoder().encode(hmac(secret, content));
            return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        }

        static byte[] hmac(byte[] secret, byte[] content) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret, "HmacSHA256"));
                return mac.doFinal(content);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        }
    }

    /** Ed25519 under the sender's public key. */
    record Public(PublicKey key) implements WebhookKey {
        @Override
        public String version() {
            return "v1a";
        }

        @Override
        public boolean signed(byte[] content, String signature) {
            Optional<byte[]> bytes = bytes(signature);
            try {
                Signature verifier = Signature.getInstance("Ed25519");
                verifier.initVerify(key);
                verifier.update(content);
                return bytes.isPresent() && verifier.verify(bytes.get());
            } catch (SignatureException e) {
                return false; // of another length: not a signature at all
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a checked key fits its algorithm", e);
            }
        }
    }
}
