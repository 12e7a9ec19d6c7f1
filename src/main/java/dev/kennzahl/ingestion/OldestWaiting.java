package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * How long the delivery waits that has waited longest to be applied, of all tenants and whatever node it came to: also while no turn
 * gets anywhere, or the store is gone, of which the delays of turns say nothing. Every node tells it, so the largest counts.
 */
@Singleton
class OldestWaiting {
    private final IngestionConfig config;
    private final Clock clock;
    private volatile @Nullable Instant since;

    OldestWaiting(IngestionConfig config, Clock clock, MeterRegistry meters) {
        this.config = config;
        this.clock = clock;
        Gauge.builder("kennzahl.deliveries.oldest", this, OldestWaiting::ageSeconds)
                .baseUnit("seconds")
                .register(meters);
    }

    /** To be told what a look found. */
    void note(List<UnfinishedWork.OfTenant> work) {
        // So long a turn may be put off on purpose, see AnswersFirst.
        Instant meant = clock.instant().minus(config.answersFirstUntil());
        since = work.stream()
                .map(UnfinishedWork.OfTenant::waitsSince)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .filter(oldest -> oldest.isBefore(meant))
                .orElse(null);
    }

    /** Grows until a look finds something else, so that it goes on while none succeeds. */
    private double ageSeconds() {
        Instant oldest = since;
        return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
    }
}
