package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OldestWaitingTest {
    private final IngestionConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(IngestionConfig.class)
            .build()
            .getConfigMapping(IngestionConfig.class);

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InstantSource time = () -> now;
    private final Clock clock = time.withZone(ZoneOffset.UTC);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OldestWaiting oldest = new OldestWaiting(config, clock, meters);

    @Test
    void isZeroWhileNothingWaits() {
        assertThat(ageSeconds()).as("before the first look").isZero();
        note();
        assertThat(ageSeconds()).isZero();
        note((Instant) null);
        assertThat(ageSeconds()).as("imports only").isZero();
    }

    @Test
    void isTheAgeOfTheOldestOfAllTenants() {
        note(now.minusSeconds(20), null, now.minusSeconds(90), now.minusSeconds(30));
        assertThat(ageSeconds()).isEqualTo(90);
    }

    @Test
    void countsNoWaitThatIsMeant() {
        note(now.minus(config.answersFirstUntil()));
        assertThat(ageSeconds()).isZero();
    }

    @Test
    void growsUntilALookFindsThatNothingWaitsAnyMore() {
        note(now.minusSeconds(90));
        now = now.plusSeconds(300);
        assertThat(ageSeconds()).isEqualTo(390);
        note();
        assertThat(ageSeconds()).isZero();
    }

    private void note(@Nullable Instant... waitsSince) {
        oldest.note(IntStream.range(0, waitsSince.length)
                .mapToObj(i -> new UnfinishedWork.OfTenant(
                        i, false, Arrays.asList(waitsSince).get(i)))
                .toList());
    }

    private double ageSeconds() {
        return meters.get("kennzahl.deliveries.oldest").gauge().value();
    }
}
