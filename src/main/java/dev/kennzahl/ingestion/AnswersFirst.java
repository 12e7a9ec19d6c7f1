package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;

/**
 * Lets the senders that wait for an answer go before the applying of what is stored already. That is safe and can wait a
 * little, while a sender that gets no answer in time sends all of it again. Not so once figures have fallen behind.
 */
@Singleton
class AnswersFirst {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final DeliveryLog log;
    private final IngestionConfig config;
    private final Clock clock;
    private final Timer delay;
    private final Set<Integer> behind = ConcurrentHashMap.newKeySet();

    AnswersFirst(DeliveryLog log, IngestionConfig config, Clock clock, MeterRegistry meters) {
        delay = meters.timer("kennzahl.deliveries.delay");
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    /** Completes when the tenant's next turn may begin. */
    Uni<Void> go(int tenantId) {
        long longest = behind.contains(tenantId) ? 0 : config.answersFirst().toNanos();
        return go(System.nanoTime() + longest);
    }

    private Uni<Void> go(long deadline) {
        if (log.mostWaiting() < config.manyWaiting() || System.nanoTime() >= deadline) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().voidItem().onItem().delayIt().by(LOOK_AGAIN).chain(() -> go(deadline));
    }

    /** To be told since when the oldest delivery of a turn has waited. */
    void noteOldest(int tenantId, Instant receivedAt) {
        delay.record(Duration.between(receivedAt, clock.instant()));
        if (receivedAt.plus(config.answersFirstUntil()).isBefore(clock.instant())) {
            behind.add(tenantId);
        } else {
            behind.remove(tenantId);
        }
    }
}
