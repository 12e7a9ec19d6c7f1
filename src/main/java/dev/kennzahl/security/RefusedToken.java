package dev.kennzahl.security;

import java.util.Map;
import java.util.Optional;

import io.quarkus.security.AuthenticationFailedException;
import org.jspecify.annotations.Nullable;

/** A bearer token that makes no caller of this service: the failure that Quarkus knows, with words for whoever sent the token. */
public final class RefusedToken {
    private static final String REMEDY = "kennzahl.remedy";

    private RefusedToken() {}

    static AuthenticationFailedException because(String remedy) {
        return new AuthenticationFailedException(remedy, Map.of(REMEDY, remedy));
    }

    /** What to tell whoever sent the token; empty when the failure is another one. */
    public static Optional<String> remedy(@Nullable Throwable failure) {
        return failure instanceof AuthenticationFailedException refused
                ? Optional.ofNullable(refused.getAttribute(REMEDY))
                : Optional.empty();
    }
}
