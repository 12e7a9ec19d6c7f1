package dev.kennzahl.packaged;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** A service with the generated sample company, started once for all tests that leave its data as they are. */
final class DemoCompany {
    private static @Nullable ServiceProcess service;
    private static Duration firstStart = Duration.ZERO;

    private DemoCompany() {}

    /** Ready to be asked; ends with the JVM. */
    static synchronized ServiceProcess service() {
        if (service == null) {
            service = ServiceProcess.named("company").with("QUARKUS_PROFILE", "demo");
            long begin = System.nanoTime();
            service.start().awaitReady();
            firstStart = Duration.ofNanos(System.nanoTime() - begin);
        }
        return service;
    }

    /** How long the start on an empty directory took, sample data included. */
    static Duration firstStart() {
        service();
        return firstStart;
    }
}
