package dev.kennzahl;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** All that an operator can switch on and tests leave off, in one: each profile is a service built and started anew. */
public final class TestSwitches implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "kennzahl.traces.endpoint", "http://localhost:4317",
                "quarkus.otel.bsp.schedule.delay", "0.1S",
                "kennzahl.metrics.rollup-every", "0.2S",
                "kennzahl.metrics.rollup-rest", "0",
                "kennzahl.metrics.remember-answers", "true",
                "kennzahl.secrets.passphrase", "a passphrase for tests only",
                "kennzahl.secrets.previous-passphrases", "an older one of them,and one more before that",
                "kennzahl.ingestion.answer-within", "1S",
                // An issuer at a port where nobody listens.
                "kennzahl.oidc.issuer", "http://localhost:1");
    }
}
