package dev.kennzahl.ingestion;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitsTest {
    private final UUID connection = UUID.randomUUID();
    private final AtomicLong nanos = new AtomicLong();
    private final RateLimits limits = new RateLimits(10, 5, nanos::get);

    @Test
    void letsABurstThroughAndThenAsManyAsTheRateAllows() {
        assertThat(allowedOf(8)).isEqualTo(5);
        later(Duration.ofMillis(299));
        assertThat(allowedOf(8)).isEqualTo(2);
        later(Duration.ofHours(1));
        assertThat(allowedOf(8)).isEqualTo(5);
    }

    @Test
    void saysWhenTheNextMayComeAndWhenAWholeBurst() {
        allowedOf(5);

        RateLimits.Standing standing = limits.take(connection);

        assertThat(standing)
                .isEqualTo(new RateLimits.Standing(false, 0, Duration.ofMillis(100), Duration.ofMillis(500)));
        later(standing.retryAfter());
        assertThat(limits.take(connection).allowed()).isTrue();
    }

    @Test
    void aRefusedDeliveryCostsNothing() {
        allowedOf(100);
        later(Duration.ofMillis(100));

        assertThat(limits.take(connection).allowed()).isTrue();
    }

    @Test
    void connectionsDoNotShareABucket() {
        allowedOf(8);

        assertThat(limits.take(UUID.randomUUID()).allowed()).isTrue();
    }

    @Test
    void aRateOfZeroSwitchesItOff() {
        RateLimits off = new RateLimits(0, 1, nanos::get);

        assertThat(IntStream.range(0, 100)).allMatch(i -> off.take(connection).allowed());
        assertThat(off.isOn()).isFalse();
    }

    private long allowedOf(int deliveries) {
        return IntStream.range(0, deliveries)
                .filter(i -> limits.take(connection).allowed())
                .count();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
