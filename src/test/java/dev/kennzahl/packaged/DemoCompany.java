package dev.kennzahl.packaged;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A service with the generated sample company, started once for all tests that leave its data as they are: on the JDK of
 * {@code -Dkennzahl.packaged.jdk=…} or the one that runs the tests.
 */
final class DemoCompany {
    private static final Path JDK =
            Path.of(System.getProperty("kennzahl.packaged.jdk", System.getProperty("java.home")));

    private static @Nullable ServiceProcess service;
    private static Duration firstStart = Duration.ZERO;

    private DemoCompany() {}

    /** Ready to be asked; ends with the JVM. */
    static synchronized ServiceProcess service() {
        if (service == null) {
            service = ServiceProcess.withItsServer("company").withJdk(JDK);
            long begin = System.nanoTime();
            service.start().awaitReady();
            firstStart = Duration.ofNanos(System.nanoTime() - begin);
        }
        return service;
    }

    /** How long the start on a directory with nothing but the server's programs took, sample data included. */
    static Duration firstStart() {
        service();
        return firstStart;
    }
}
