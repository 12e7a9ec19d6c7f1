package dev.kennzahl.security;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whose tokens are taken beside API keys, and what in them is read. */
@ConfigMapping(prefix = "kennzahl.oidc")
public interface OidcConfig {
    /** The OpenID Connect issuer whose tokens are taken, an address, letter by letter as the claim iss has it; absent, there are only API keys. */
    Optional<String> issuer();

    /** What the claim aud of a token must name. Absent, tokens that the issuer made for its other clients are taken as well. */
    Optional<String> audience();

    /** The claim that holds the short name of the tenant; slashes lead into nested claims. */
    @WithDefault("kennzahl_tenant")
    String tenantClaim();

    /** The claim that holds the roles, a list or words parted by blanks; slashes lead into nested claims, as in realm_access/roles. */
    @WithDefault("kennzahl_roles")
    String rolesClaim();
}
