package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Salesforce's record ids. They come with 15 characters, of which the letter case counts, or with 18, the last three being a
 * checksum of the cases. Both name one record, so all are brought to 18; {@code 006…a} and {@code 006…A} are two records.
 */
final class SalesforceId {
    private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?");
    private static final int SHORT = 15;
    private static final int BLOCK = 5;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private SalesforceId() {}

    /** The id with 18 characters; empty when the text is no id. */
    static Optional<String> of(String text) {
        return Optional.of(text)
                .filter(id -> FORM.matcher(id).matches())
                .map(id -> id.length() == SHORT ? id + checksum(id) : id);
    }

    /** The id as older interfaces show it. */
    static String shortened(String id) {
        return id.substring(0, SHORT);
    }

    /** Whether both are the same id, in a time that does not tell where they differ. */
    static boolean isSame(String id, String other) {
        return MessageDigest.isEqual(
                of(id).orElse("").getBytes(StandardCharsets.US_ASCII),
                of(other).orElse("?").getBytes(StandardCharsets.US_ASCII));
    }

    private static String checksum(String id) {
        StringBuilder checksum = new StringBuilder();
        for (int block = 0; block < SHORT; block += BLOCK) {
            int cases = 0;
            for (int i = 0; i < BLOCK; i++) {
                cases |= Character.isUpperCase(id.charAt(block + i)) ? 1 << i : 0;
            }
            checksum.append(DIGITS.charAt(cases));
        }
        return checksum.toString();
    }
}
