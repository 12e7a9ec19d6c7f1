package dev.kennzahl.ingestion;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * How many deliveries a connection may bring per second, on this node: a bucket of tokens that fills steadily and lets a burst
 * through while it is full. It keeps one sender that runs wild from taking the store away from all others.
 */
@Singleton
public class RateLimits {
    private static final double NANOS = 1e9;
    private static final int SWEEP_ABOVE = 10_000;
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Map<UUID, Bucket> buckets = new ConcurrentHashMap<>();
    private volatile long sweptAt;

    @Inject
    RateLimits(IngestionConfig config) {
        this(config.ratePerSecond(), config.rateBurst(), System::nanoTime);
    }

    /** @param nanoTime a clock that never goes back, which the time of day may do */
    RateLimits(int perSecond, int burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, burst);
        this.nanoTime = nanoTime;
    }

    /** The tokens there were at some moment; since then it has been filling. */
    private record Bucket(double tokens, long atNanos) {}

    /**
     * Where a connection stands.
     *
     * @param allowed whether the delivery may come in
     * @param remaining how many more may come at once
     * @param retryAfter when the next one may come; zero when it may now
     * @param untilFull when a whole burst may come again
     */
    public record Standing(boolean allowed, int remaining, Duration retryAfter, Duration untilFull) {}

    /** Whether there is a limit at all. */
    public boolean isOn() {
        return perSecond > 0;
    }

    public int perSecond() {
        return (int) perSecond;
    }

    public int burst() {
        return burst;
    }

    /** Takes a token for a delivery, if there is one. */
    public Standing take(UUID connectionId) {
        if (!isOn()) {
            return new Standing(true, Integer.MAX_VALUE, Duration.ZERO, Duration.ZERO);
        }
        long now = nanoTime.getAsLong();
        boolean[] allowed = new boolean[1];
        Bucket after = buckets.compute(connectionId, (id, before) -> {
            double tokens = before == null ? burst : tokensAt(before, now);
            allowed[0] = tokens >= 1;
            return new Bucket(allowed[0] ? tokens - 1 : tokens, now);
        });
        sweep(now);
        return new Standing(
                allowed[0],
                (int) after.tokens(),
                allowed[0] ? Duration.ZERO : timeFor(1 - after.tokens()),
                timeFor(burst - after.tokens()));
    }

    /** A full bucket says no more than none. */
    private void sweep(long now) {
        if (buckets.size() > SWEEP_ABOVE && now - sweptAt > SWEEP_EVERY.toNanos()) {
            sweptAt = now;
            buckets.values().removeIf(bucket -> tokensAt(bucket, now) >= burst);
        }
    }

    private double tokensAt(Bucket bucket, long now) {
        return Math.min(burst, bucket.tokens() + (now - bucket.atNanos()) / NANOS * perSecond);
    }

    private Duration timeFor(double tokens) {
        return Duration.ofNanos((long) (Math.max(0, tokens) / perSecond * NANOS));
    }
}
