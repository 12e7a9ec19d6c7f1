package dev.kennzahl.metrics;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsConfigTest {
    @Test
    void hasTheseDefaults() {
        MetricsConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(MetricsConfig.class)
                .build()
                .getConfigMapping(MetricsConfig.class);

        assertThat(config.maxBuckets()).isEqualTo(1_100);
        assertThat(config.maxPoints()).isEqualTo(100_000);
        assertThat(config.maxDimensions()).isEqualTo(3);
        assertThat(config.maxFilterValues()).isEqualTo(1_000);
        assertThat(config.rollupFrom()).isEqualTo(20_000);
        assertThat(config.rollupEvery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.rollupRest()).isEqualTo(9);
        assertThat(config.lookForChangesEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.followedAtMost()).isEqualTo(Duration.ofHours(1));
        assertThat(config.maxFollowed()).isEqualTo(1_000);
        assertThat(config.rememberAnswers()).isTrue();
        assertThat(config.timeBudget()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.quality().missingAmounts()).isEqualByComparingTo("0.05");
        assertThat(config.quality().staleCloseDates()).isEqualByComparingTo("0.2");
        assertThat(config.quality().unprocessedDeliveries()).isZero();
        assertThat(config.quality().smallSample()).isEqualTo(30);
    }
}
