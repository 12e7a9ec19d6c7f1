package dev.kennzahl.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Makes a caller of a token whose signature, issuer, audience and time were found right: one of the tenant and with the roles
 * that the token names, and with nothing else of what the issuer says. Callers with an API key pass by.
 */
@ApplicationScoped
public class TokenCallers implements SecurityIdentityAugmentor {
    /** When Quarkus closes the socket of a subscription, in seconds since 1970. */
    private static final String EXPIRY = "quarkus.identity.expire-time";

    private final KnownTenants tenants;
    private final OidcConfig config;

    TokenCallers(KnownTenants tenants, OidcConfig config) {
        this.tenants = tenants;
        this.config = config;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? caller(identity, token)
                : Uni.createFrom().item(identity);
    }

    private Uni<SecurityIdentity> caller(SecurityIdentity identity, JsonWebToken token) {
        String slug = Claims.text(token, config.tenantClaim())
                .orElseThrow(() -> RefusedToken.because(
                        "The token's claim " + config.tenantClaim() + " must hold the short name of the tenant."));
        return tenants.find(slug)
                .map(found -> found.orElseThrow(() -> RefusedToken.because("The token's claim " + config.tenantClaim()
                        + " must hold the short name of a tenant that there is.")))
                .map(tenantId -> caller(identity, token, slug, tenantId));
    }

    private SecurityIdentity caller(SecurityIdentity identity, JsonWebToken token, String slug, int tenantId) {
        // The same person may have tokens of several tenants; what is remembered of a caller is of one of them.
        QuarkusSecurityIdentity.Builder caller = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(slug + "/" + token.getSubject()))
                .addAttribute(ApiKeyMechanism.TENANT, tenantId)
                .addRoles(Roles.granted(Claims.words(token, config.rolesClaim())));
        Object expiry = identity.getAttribute(EXPIRY);
        if (expiry != null) {
            caller.addAttribute(EXPIRY, expiry);
        }
        return caller.build();
    }
}
