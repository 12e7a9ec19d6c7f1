package dev.kennzahl.security;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;

/** The caller of the present request, as far as the rest of the service needs to know. */
@Singleton
public class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The tenant the caller belongs to; it sees this one and no other. */
    public int tenantId() {
        return tenantOf(identity).orElseThrow(() -> new UnauthorizedException("no API key"));
    }

    /** Whether the caller may read figures and records. */
    public boolean mayRead() {
        return identity.hasRole(Roles.VIEWER);
    }

    /** The tenant of an identity; empty for callers without one. */
    public static Optional<Integer> tenantOf(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(ApiKeyMechanism.TENANT));
    }
}
