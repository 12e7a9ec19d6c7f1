package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;

/**
 * Lets the senders that wait for an answer go before the applying of what is stored already. That is safe and can wait a
 * little, while a sender that gets no answer in time sends all of it again. A tenant whose senders flood the intake waits longer
 * than its neighbours, but not once its figures have fallen behind.
 */
@Singleton
class AnswersFirst {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /** A turn of so many deliveries was part of a flood: people who work in a CRM do not make as many in half a second. */
    private static final int FLOOD = 1000;

    private final DeliveryLog log;
    private final IngestionConfig config;
    private final Clock clock;
    private final Timer delay;
    /** When the last delivery of the tenant's last turn came in, and nothing once the flood is over. */
    private final Map<Integer, Instant> floods = new ConcurrentHashMap<>();

    AnswersFirst(DeliveryLog log, IngestionConfig config, Clock clock, MeterRegistry meters) {
        delay = meters.timer("kennzahl.deliveries.delay");
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    /** Completes when the tenant's next turn may begin. */
    Uni<Void> go(int tenantId) {
        return Uni.createFrom()
                .deferred(() -> go(System.nanoTime() + longestWait(tenantId).toNanos()));
    }

    /** Of a flood from when the last turn's newest came in, which is before all that the next one will find; zero or less for not at all. */
    Duration longestWait(int tenantId) {
        Instant flood = floods.get(tenantId);
        return flood == null
                ? config.answersFirst()
                : Duration.between(clock.instant(), flood.plus(config.answersFirstUntil()));
    }

    private Uni<Void> go(long deadline) {
        if (log.mostWaiting() < config.manyWaiting() || System.nanoTime() >= deadline) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().voidItem().onItem().delayIt().by(LOOK_AGAIN).chain(() -> go(deadline));
    }

    /** To be told what a turn found, oldest first. */
    void noteTurn(int tenantId, List<DeliveryStore.Stored> stored) {
        // What is applied again was in time, if it was, long ago.
        stored.stream()
                .filter(delivery -> delivery.replayedAt() == null)
                .findFirst()
                .map(oldest -> Duration.between(oldest.delivery().receivedAt(), clock.instant()))
                .ifPresent(delay::record);
        if (stored.size() < FLOOD) {
            floods.remove(tenantId);
        } else {
            floods.put(tenantId, stored.get(stored.size() - 1).delivery().receivedAt());
        }
    }
}
