package dev.kennzahl;

import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Limits that a test reaches, of every kind in one: each profile is a service built and started anew. */
public final class TestLimits implements QuarkusTestProfile {
    /** What one connection may post at once, and then once a second. */
    public static final int BURST = 5;

    /** Short enough to wait for, long enough to tell a cancelled statement from one whose time was over. */
    public static final int SECONDS_OF_A_FIGURE = 12;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("kennzahl.metrics.time-budget", SECONDS_OF_A_FIGURE + "S"),
                // Far less than what is asked for takes on one thread.
                Map.entry("kennzahl.forecast.time-budget", "1S"),
                Map.entry("kennzahl.forecast.threads", "1"),
                Map.entry("kennzahl.ingestion.rows-per-turn", "2"),
                Map.entry("kennzahl.ingestion.dry-run-rows", "5"),
                Map.entry("kennzahl.ingestion.dry-run-differences", "1"),
                Map.entry("kennzahl.ingestion.dry-run-years", "3"),
                Map.entry("kennzahl.ingestion.rate-per-second", "1"),
                Map.entry("kennzahl.ingestion.rate-burst", Integer.toString(BURST)),
                Map.entry("kennzahl.ingestion.upload-pause", "1S"),
                Map.entry("kennzahl.http.body-timeout", "1S"),
                Map.entry("kennzahl.http.header-timeout", "2S"));
    }
}
