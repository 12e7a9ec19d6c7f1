package dev.kennzahl.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.json.JsonString;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads what a token claims, whichever way its issuer writes it. */
final class Claims {
    private Claims() {}

    /** The claim as a text; empty when it is absent or is none. */
    static Optional<String> text(JsonWebToken token, String name) {
        return Optional.ofNullable(text(find(token, name)));
    }

    /** The words of a claim: the entries of a list, or of a text, parted by blanks. */
    static Set<String> words(JsonWebToken token, String name) {
        Object claim = find(token, name);
        Stream<?> entries = claim instanceof Collection<?> list ? list.stream() : Stream.ofNullable(claim);
        return entries.map(Claims::text)
                .flatMap(Stream::ofNullable)
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Under the name as it stands, which may be an address with slashes, or step by step. */
    private static @Nullable Object find(JsonWebToken token, String name) {
        Object whole = token.getClaim(name);
        if (whole != null) {
            return whole;
        }
        String[] steps = name.split("/");
        Object found = token.getClaim(steps[0]);
        for (int i = 1; i < steps.length; i++) {
            found = found instanceof Map<?, ?> members ? members.get(steps[i]) : null;
        }
        return found;
    }

    private static @Nullable String text(@Nullable Object claim) {
        if (claim instanceof JsonString json) {
            return json.getString();
        }
        return claim instanceof String text ? text : null;
    }
}
