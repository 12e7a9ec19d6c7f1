package dev.kennzahl.forecast;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ForecastConfigTest {
    @Test
    void hasTheseDefaults() {
        ForecastConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ForecastConfig.class)
                .build()
                .getConfigMapping(ForecastConfig.class);

        assertThat(config.maxSeries()).isEqualTo(1_000);
        assertThat(config.maxValues()).isEqualTo(2_000);
        assertThat(config.maxHorizon()).isEqualTo(366);
        assertThat(config.maxFrequency()).isEqualTo(366);
        assertThat(config.maxCustomers()).isEqualTo(100_000);
        assertThat(config.maxDeals()).isEqualTo(200_000);
        assertThat(config.maxCompared()).isEqualTo(400);
        assertThat(config.maxBacktestValues()).isEqualTo(100_000);
        assertThat(config.maxBacktestForecasts()).isEqualTo(10_000);
        assertThat(config.timeBudget()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.maxRequests()).isEqualTo(8);
        assertThat(config.threads()).isEmpty();
    }
}
