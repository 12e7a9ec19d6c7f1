package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.StartupEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.kennzahl.problem.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretVaultTest {
    private static final String OLD = "the passphrase of last year";
    private static final String NEW = "the passphrase of this year";
    private static final Secrets SECRETS =
            Secrets.of("hs-client-secret").rotated("hs-client-secret-2", Instant.parse("2026-05-04T09:00:00Z"));

    @Test
    void showsNothingOfASecretOnceThereIsAPassphrase() {
        assertThat(vault(NEW).seal(SECRETS)).doesNotContain("hs-client-secret", "value");
        assertThat(vault(NEW).open(vault(NEW).seal(SECRETS))).isEqualTo(SECRETS);
    }

    @Test
    void sealsEqualSecretsDifferently() {
        assertThat(vault(NEW).seal(SECRETS)).isNotEqualTo(vault(NEW).seal(SECRETS));
    }

    @Test
    void readsWhatWasStoredBeforeThereWasAPassphrase() {
        String plain = vault(null).seal(SECRETS);

        assertThat(plain).contains("hs-client-secret");
        assertThat(vault(NEW).open(plain)).isEqualTo(SECRETS);
    }

    @Test
    void readsWhatAPreviousPassphraseSealedAndSealsWithThePresentOne() {
        String before = vault(OLD).seal(SECRETS);

        String after = vault(NEW, "yet another passphrase", OLD)
                .seal(vault(NEW, "yet another passphrase", OLD).open(before));

        assertThat(vault(NEW).open(after)).isEqualTo(SECRETS);
    }

    @Test
    void asksForThePassphraseThatIsMissing() {
        String sealed = vault(OLD).seal(SECRETS);

        for (SecretVault other : List.of(vault(NEW), vault(null))) {
            assertThatThrownBy(() -> other.open(sealed)).isInstanceOfSatisfying(Problem.class, problem -> {
                assertThat(problem.code().isRetryable()).isTrue();
                assertThat(problem.detail()).contains("previous-passphrases");
            });
        }
    }

    @Test
    void doesNotStartWithAPassphraseThatCanBeGuessed() {
        assertThatThrownBy(() -> vault("too short").onStart(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("KENNZAHL_SECRETS_PASSPHRASE")
                .hasMessageNotContaining("too short");
        assertThatCode(() -> vault(NEW).onStart(new StartupEvent())).doesNotThrowAnyException();
    }

    private static SecretVault vault(@Nullable String passphrase, String... previous) {
        SecretsConfig config = new SecretsConfig() {
            @Override
            public Optional<String> passphrase() {
                return Optional.ofNullable(passphrase);
            }

            @Override
            public Optional<List<String>> previousPassphrases() {
                return previous.length == 0 ? Optional.empty() : Optional.of(List.of(previous));
            }
        };
        return new SecretVault(config, new ObjectMapper().registerModule(new JavaTimeModule()));
    }
}
