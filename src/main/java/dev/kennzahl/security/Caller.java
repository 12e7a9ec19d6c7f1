package dev.kennzahl.security;

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
        Integer tenantId = identity.getAttribute(ApiKeyMechanism.TENANT);
        if (tenantId == null) {
            throw new UnauthorizedException("no API key");
        }
        return tenantId;
    }
}
