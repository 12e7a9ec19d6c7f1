package dev.kennzahl;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for what comes within milliseconds. Awaitility looks after a tenth of a second and then ten times a second, and the tests wait
 * thousands of times: for each import and each delivery.
 */
public final class Soon {
    private Soon() {}

    public static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }
}
