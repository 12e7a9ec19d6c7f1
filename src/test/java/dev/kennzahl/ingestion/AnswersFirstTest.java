package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswersFirstTest {
    private static final int TENANT = 1;
    private static final int NEIGHBOUR = 2;
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final IngestionConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(IngestionConfig.class)
            .build()
            .getConfigMapping(IngestionConfig.class);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final AnswersFirst answersFirst = new AnswersFirst(
            new DeliveryLog(null, null, config, null, new SimpleMeterRegistry()),
            config,
            Clock.fixed(NOW, ZoneOffset.UTC),
            meters);

    @Test
    void whoBringsLittleWaitsForAMoment() {
        answersFirst.noteTurn(TENANT, turn(999, NOW.minusSeconds(60)));
        assertThat(answersFirst.longestWait(TENANT)).isEqualTo(config.answersFirst());
    }

    @Test
    void aFloodWaitsUntilItsChangesHaveWaitedLongEnough() {
        answersFirst.noteTurn(TENANT, turn(1000, NOW.minusSeconds(3)));
        assertThat(answersFirst.longestWait(TENANT)).isEqualTo(Duration.ofSeconds(7));
        answersFirst.noteTurn(TENANT, turn(5000, NOW.minusSeconds(12)));
        assertThat(answersFirst.longestWait(TENANT)).as("behind").isNegative();
    }

    @Test
    void aFloodIsItsOwnTenantsAndEndsWithATurnThatFindsLittle() {
        answersFirst.noteTurn(TENANT, turn(1000, NOW));
        assertThat(answersFirst.longestWait(NEIGHBOUR)).isEqualTo(config.answersFirst());
        answersFirst.noteTurn(TENANT, turn(10, NOW));
        assertThat(answersFirst.longestWait(TENANT)).isEqualTo(config.answersFirst());
    }

    @Test
    void goesAtOnceWhileFewSendersWait() {
        answersFirst.noteTurn(TENANT, turn(1000, NOW));
        assertThat(answersFirst.go(TENANT).subscribeAsCompletionStage()).isCompleted();
    }

    @Test
    void theDelayOfATurnIsThatOfItsOldestDeliveryThatIsAppliedForTheFirstTime() {
        DeliveryStore.Stored replayed = delivery(1, NOW.minus(Duration.ofDays(30)), NOW.minusSeconds(5));
        answersFirst.noteTurn(TENANT, List.of(replayed));
        assertThat(delay().count()).as("nothing but a replay").isZero();
        answersFirst.noteTurn(TENANT, List.of(replayed, delivery(2, NOW.minusSeconds(3), null)));
        assertThat(delay().totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    private Timer delay() {
        return meters.get("kennzahl.deliveries.delay").timer();
    }

    /** Oldest first, a millisecond after the other. */
    private static List<DeliveryStore.Stored> turn(int deliveries, Instant newest) {
        return IntStream.range(0, deliveries)
                .mapToObj(i -> delivery(i, newest.minusMillis(deliveries - 1 - i), null))
                .toList();
    }

    private static DeliveryStore.Stored delivery(long id, Instant receivedAt, @Nullable Instant replayedAt) {
        return new DeliveryStore.Stored(
                id,
                new UUID(0, 1),
                new IncomingDelivery("POST", "", Map.of(), new byte[0], receivedAt),
                "received",
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                replayedAt);
    }
}
