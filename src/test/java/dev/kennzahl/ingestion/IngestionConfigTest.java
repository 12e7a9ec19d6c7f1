package dev.kennzahl.ingestion;

import java.time.Duration;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IngestionConfigTest {
    @Test
    void hasTheseDefaults() {
        IngestionConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(IngestionConfig.class)
                .build()
                .getConfigMapping(IngestionConfig.class);

        assertThat(config.maxWaitingDeliveries()).isEqualTo(10_000);
        assertThat(config.deliveriesPerCommit()).isEqualTo(500);
        assertThat(config.deliveriesPerTurn()).isEqualTo(10_000);
        assertThat(config.bytesPerTurn()).isEqualTo(4_194_304);
        assertThat(config.bytesPerLargeTurn()).isEqualTo(16_777_216);
        assertThat(config.hotRecordBytes()).isEqualTo(67_108_864);
        assertThat(config.manyWaiting()).isEqualTo(24);
        assertThat(config.answersFirst()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.answersFirstUntil()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.answerWithin()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.lookAgainEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.ratePerSecond()).isEqualTo(10_000);
        assertThat(config.rateBurst()).isEqualTo(100_000);
        assertThat(config.eventLoopBytes()).isEqualTo(64 * 1024);
        assertThat(config.uploadPause()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.giveUpUploadsAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(config.dryRunRows()).isEqualTo(100_000);
        assertThat(config.dryRunDifferences()).isEqualTo(200);
        assertThat(config.dryRunYears()).isEqualTo(20);
        assertThat(config.rowsPerTurn()).isEqualTo(1_000);
        assertThat(config.recordsPerRebuild()).isEqualTo(500);
        assertThat(config.maxRejections()).isEqualTo(100_000);
        assertThat(config.maxRowLength()).isEqualTo(1_000_000);
        assertThat(config.chunkBytes()).isEqualTo(512 * 1024);
        assertThat(config.keepBodies()).isEqualTo(Duration.ofDays(90));
        assertThat(config.keepDeliveries()).isEqualTo(Duration.ofDays(400));
        assertThat(config.retentionEvery()).isEqualTo(Duration.ofHours(1));
        assertThat(config.secretOverlap()).isEqualTo(Duration.ofDays(7));
    }
}
