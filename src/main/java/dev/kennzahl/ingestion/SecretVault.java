package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import org.jboss.logging.Logger;

import dev.kennzahl.database.SealedText;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * The secrets of connections as they lie in the store: sealed with the operator's passphrase, so that who gets hold of a
 * backup cannot post in the name of a CRM. Without a passphrase they lie there readable, and readable ones are read either way.
 */
@ApplicationScoped
public class SecretVault {
    private static final Logger LOG = Logger.getLogger(SecretVault.class);

    /** No JSON begins like this, so sealed and readable ones cannot be taken for each other. */
    private static final String SEALED = "sealed:1:";

    /** The key is a plain hash of the passphrase, so the passphrase itself must be too long to be guessed. */
    private static final int SHORTEST_PASSPHRASE = 16;

    private final SecretsConfig config;
    private final ObjectMapper json;

    SecretVault(SecretsConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
    }

    void onStart(@Observes StartupEvent event) {
        if (config.passphrase()
                .filter(phrase -> phrase.length() < SHORTEST_PASSPHRASE)
                .isPresent()) {
            throw new IllegalStateException(
                    "kennzahl.secrets.passphrase (KENNZAHL_SECRETS_PASSPHRASE) must have at least "
                            + SHORTEST_PASSPHRASE + " characters, such as 'openssl rand -base64 32' gives.");
        }
        if (config.passphrase().isEmpty() && ConfigUtils.isProfileActive("prod")) {
            LOG.warn("The secrets of connections are stored unsealed; set KENNZAHL_SECRETS_PASSPHRASE to seal them.");
        }
    }

    /** The text for the store. */
    String seal(Secrets secrets) {
        String plain = secrets.write(json);
        return config.passphrase()
                .map(phrase -> SEALED + Base64.getEncoder().encodeToString(SealedText.seal(plain, phrase)))
                .orElse(plain);
    }

    /** The secrets behind the text in the store; fails with a {@link Problem} when no passphrase fits. */
    Secrets open(String stored) {
        if (!stored.startsWith(SEALED)) {
            return Secrets.parse(stored, json);
        }
        byte[] sealed = Base64.getDecoder().decode(stored.substring(SEALED.length()));
        for (String phrase : passphrases()) {
            try {
                return Secrets.parse(SealedText.open(sealed, phrase), json);
            } catch (IllegalStateException e) {
                LOG.debug("A connection's secrets were sealed with another passphrase");
            }
        }
        // Retryable on purpose: senders go on trying until the operator has put the passphrase back.
        throw new Problem(
                ProblemCode.UNAVAILABLE,
                "The connection's secrets were sealed with a passphrase that this service does not have; its operator must"
                        + " add it to kennzahl.secrets.previous-passphrases.");
    }

    private List<String> passphrases() {
        List<String> passphrases = new ArrayList<>(config.passphrase().stream().toList());
        config.previousPassphrases().ifPresent(passphrases::addAll);
        return passphrases;
    }
}
