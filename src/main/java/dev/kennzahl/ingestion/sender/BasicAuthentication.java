package dev.kennzahl.ingestion.sender;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.ingestion.IncomingDelivery;

/** HTTP Basic (RFC 7617): user and password in UTF-8, parted by the first colon, so a password may hold colons and a user cannot. */
final class BasicAuthentication {
    private static final Pattern CREDENTIALS = Pattern.compile("basic +([A-Za-z0-9+/]+=*)", Pattern.CASE_INSENSITIVE);

    private BasicAuthentication() {}

    /**
     * @param user null when the connection names none; then the password alone decides
     * @param passwords those valid now
     * @return empty when user and password are right, else what is wrong, without saying which of the two
     */
    static Optional<String> whyNotAuthentic(IncomingDelivery delivery, @Nullable String user, List<String> passwords) {
        Optional<byte[]> credentials = delivery.header("Authorization").flatMap(BasicAuthentication::decoded);
        if (credentials.isEmpty()) {
            return Optional.of("the header Authorization with HTTP Basic is required");
        }
        byte[] given = credentials.get();
        int colon = 0;
        while (colon < given.length && given[colon] != ':') {
            colon++;
        }
        if (colon == given.length) {
            return Optional.of("the header Authorization must hold user and password, parted by a colon");
        }
        boolean right = user == null || isSame(user, Arrays.copyOf(given, colon));
        // No way out before the end: how long the check takes must not tell which part was right.
        return isAnyOf(passwords, Arrays.copyOfRange(given, colon + 1, given.length)) & right
                ? Optional.empty()
                : Optional.of("the user or the password in the header Authorization is wrong");
    }

    private static Optional<byte[]> decoded(String header) {
        Matcher credentials = CREDENTIALS.matcher(header.strip());
        try {
            return credentials.matches()
                    ? Optional.of(Base64.getDecoder().decode(credentials.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isAnyOf(List<String> passwords, byte[] given) {
        boolean any = false;
        for (String password : passwords) {
            any |= isSame(password, given);
        }
        return any;
    }

    private static boolean isSame(String expected, byte[] given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given);
    }
}
