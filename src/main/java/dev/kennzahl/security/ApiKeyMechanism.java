package dev.kennzahl.security;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Knows a caller by the header {@code X-API-Key}, or by {@code Authorization: ApiKey <key>} where only that one can be sent: a
 * browser puts it into the first message of a subscription. Bearer tokens are left to Quarkus' OIDC, see {@link TokenCallers}.
 */
@ApplicationScoped
public class ApiKeyMechanism implements HttpAuthenticationMechanism {
    static final String HEADER = "X-API-Key";
    static final String TENANT = "kennzahl.tenant";

    private static final String SCHEME = "ApiKey ";
    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final OidcConfig oidc;

    ApiKeyMechanism(ApiKeys keys, OidcConfig oidc) {
        this.keys = keys;
        this.oidc = oidc;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviders) {
        String key = key(context.request());
        if (key == null) {
            return isBearer(context.request()) && oidc.issuer().isEmpty()
                    ? Uni.createFrom()
                            .failure(RefusedToken.because(
                                    "No tokens are taken here, since no OIDC issuer is configured (KENNZAHL_OIDC_ISSUER)."
                                            + " Send an API key in the header X-API-Key."))
                    : Uni.createFrom().nullItem();
        }
        return keys.holder(ApiKeys.hash(key)).map(found -> found.map(ApiKeyMechanism::identity)
                .orElseThrow(() -> new AuthenticationFailedException("unknown API key")));
    }

    private static @Nullable String key(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return request.getHeader(HEADER) == null && authorization != null && authorization.startsWith(SCHEME)
                ? authorization.substring(SCHEME.length()).strip()
                : request.getHeader(HEADER);
    }

    private static boolean isBearer(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    private static SecurityIdentity identity(ApiKeys.Holder holder) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(holder.keyId().toString()))
                .addAttribute(TENANT, holder.tenantId())
                .addRoles(Roles.granted(holder.roles()))
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "ApiKey header=\"X-API-Key\""));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.OTHER_HEADER, HEADER));
    }

    /** Before OIDC: who sends a key is known by it, whatever else a gateway adds, and also while the issuer is away. */
    @Override
    public int getPriority() {
        return HttpAuthenticationMechanism.DEFAULT_PRIORITY + 2;
    }
}
