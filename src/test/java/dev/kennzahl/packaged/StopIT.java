package dev.kennzahl.packaged;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A stop that was announced, as a cluster does it with a pod that leaves. */
class StopIT {
    private static final int POSTS_PER_SECOND = 200;

    @Test
    void aStopUnderLoadBreaksNothingOffAndLosesNothing() throws InterruptedException {
        try (ServiceProcess service = ServiceProcess.empty("stop")
                .with("QUARKUS_SHUTDOWN_DELAY", "2S")
                .start()
                .awaitReady()) {
            ServiceClient tenant = service.client("").newTenant();
            SteadyPosts posts = new SteadyPosts(tenant, POSTS_PER_SECOND);
            posts.start();
            Thread.sleep(1_500);
            service.askToStop();
            long asked = System.nanoTime();
            Thread.sleep(1_000);
            assertThat(service.client("").isReady()).as("ready while it leaves").isFalse();
            assertThat(service.client("").ask("/q/health/live").status()).isEqualTo(200);
            service.awaitExit();
            posts.stop();

            assertThat(posts.acknowledgedSince(asked))
                    .as("served while it leaves")
                    .isPositive();
            // Refused or broken off only when the drain has begun, by when nobody sends any more who looks at
            // readiness.
            assertThat(posts.firstFailure())
                    .isGreaterThan(asked + Duration.ofSeconds(2).toNanos());
            System.out.printf(
                    "StopIT: %d posts acknowledged, %d of them after the signal; then %s%n",
                    posts.acknowledged().size(), posts.acknowledgedSince(asked), posts.failures());

            service.terminate();
            service.start().awaitReady();
            List<JsonNode> deliveries = posts.awaitApplied(tenant);
            assertThat(deliveries)
                    .hasSizeGreaterThanOrEqualTo(posts.acknowledged().size())
                    .allSatisfy(delivery ->
                            assertThat(delivery.path("status").asText()).isEqualTo("applied"));
            assertThat(posts.dealsOf(tenant)).containsAll(posts.acknowledged());
        }
    }
}
