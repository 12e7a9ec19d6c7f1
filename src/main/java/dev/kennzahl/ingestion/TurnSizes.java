package dev.kennzahl.ingestion;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

/**
 * How large a turn of applying may be. What changes again and again is written once in a turn, so a backlog is worked off the
 * faster the more of it a turn takes; but a turn is held in memory, so only one at a time, of all tenants, is large.
 */
@Singleton
class TurnSizes {
    private final IngestionConfig config;
    private final AtomicBoolean oneIsLarge = new AtomicBoolean();

    TurnSizes(IngestionConfig config) {
        this.config = config;
    }

    /** @param turn given how large the bodies of its deliveries may be together, in bytes */
    <T> Uni<T> within(IntFunction<Uni<T>> turn) {
        return Uni.createFrom().deferred(() -> {
            if (!oneIsLarge.compareAndSet(false, true)) {
                return turn.apply(config.bytesPerTurn());
            }
            return Uni.createFrom()
                    .deferred(() -> turn.apply(Math.max(config.bytesPerTurn(), config.bytesPerLargeTurn())))
                    .onTermination()
                    .invoke(() -> oneIsLarge.set(false));
        });
    }
}
