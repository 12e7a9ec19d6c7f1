package dev.kennzahl.ingestion;

import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** How the secrets of connections are kept. */
@ConfigMapping(prefix = "kennzahl.secrets")
public interface SecretsConfig {
    /** What they are sealed with, at least 16 characters; without it they are stored readable for whoever reads the database. */
    Optional<String> passphrase();

    /** Passphrases of before: secrets sealed with them can be read, and are sealed anew when they are next written. */
    Optional<List<String>> previousPassphrases();
}
