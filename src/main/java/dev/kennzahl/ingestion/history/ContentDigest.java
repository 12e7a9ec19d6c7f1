package dev.kennzahl.ingestion.history;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Names computed from content: the first 128 bits of a SHA-256, so that equal content has one name on every machine. */
public final class ContentDigest {
    /** Looking the algorithm up costs more than a short digest does. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(ContentDigest::sha256);

    private ContentDigest() {}

    /** The digest of the parts in order; parts are length-prefixed, so {@code ("ab","c")} differs from {@code ("a","bc")}. */
    public static UUID of(String... parts) {
        MessageDigest digest = SHA_256.get();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        ByteBuffer head = ByteBuffer.wrap(digest.digest());
        return new UUID(head.getLong(), head.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
