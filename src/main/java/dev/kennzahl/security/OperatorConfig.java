package dev.kennzahl.security;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** What whoever runs the service may set. */
@ConfigMapping(prefix = "kennzahl.operator")
public interface OperatorConfig {
    /** The key that makes tenants ({@code KENNZAHL_OPERATOR_KEY}); absent closes that door. */
    Optional<String> key();
}
