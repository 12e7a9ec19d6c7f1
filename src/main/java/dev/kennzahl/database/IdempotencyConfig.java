package dev.kennzahl.database;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long an Idempotency-Key is honoured. */
@ConfigMapping(prefix = "kennzahl.idempotency")
public interface IdempotencyConfig {
    /** How long answers are kept. Senders repeat for up to three days; a week leaves them a weekend. */
    @WithDefault("P7D")
    Duration keep();

    /** After this time without an answer a first request counts as broken off, and a repetition is carried out. */
    @WithDefault("PT1M")
    Duration abandonedAfter();
}
