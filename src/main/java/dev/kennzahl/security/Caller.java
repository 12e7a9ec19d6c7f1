package dev.kennzahl.security;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** The caller of the present request, as far as the rest of the service needs to know. */
@Singleton
public class Caller {
    private final SecurityIdentity identity;
    private final CurrentIdentityAssociation deferred;

    Caller(SecurityIdentity identity, CurrentIdentityAssociation deferred) {
        this.identity = identity;
        this.deferred = deferred;
    }

    /** The tenant the caller belongs to; it sees this one and no other. */
    public int tenantId() {
        return tenantOf(identity).orElseThrow(() -> new UnauthorizedException("neither API key nor token"));
    }

    /**
     * The id of the key that the caller presents, or the tenant's short name and the subject of its token: who it was, for what is
     * written down.
     */
    public String keyId() {
        return identity.getPrincipal().getName();
    }

    /**
     * Requires a key or token of this tenant that may do this much, on a path that is open to callers without one.
     *
     * @return fails for callers without one, with another tenant's, or with one that lacks the role
     */
    public Uni<Void> require(int tenantId, String role) {
        return deferred.getDeferredIdentity()
                .invoke(caller -> {
                    if (!tenantOf(caller).equals(Optional.of(tenantId))) {
                        throw new UnauthorizedException("neither API key nor token of this tenant");
                    }
                    if (!caller.hasRole(role)) {
                        throw new ForbiddenException("the API key or token lacks the role " + role);
                    }
                })
                .replaceWithVoid();
    }

    /** The tenant of the caller, on a path that is open to callers without a key as well; empty for those. */
    public Uni<Optional<Integer>> tenantIfAny() {
        return deferred.getDeferredIdentity().map(Caller::tenantOf);
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
