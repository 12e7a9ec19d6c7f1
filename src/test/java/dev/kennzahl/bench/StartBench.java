package dev.kennzahl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kennzahl.packaged.ServiceProcess;

/**
 * How long the package takes from its start until it is ready, on data that is there: beside an application that does nothing, and
 * plain beside one with an archive of its classes made by one run before, an AOT cache from JDK 25 on, a CDS archive before. The
 * package is to be built with {@code -Darchive}, which puts its classes where the JVM can archive them.
 */
class StartBench {
    private static final int ROUNDS = 3;
    private static final boolean AOT = Runtime.version().feature() >= 25;

    @Test
    void startsFasterFromAnArchive() throws IOException {
        Path archive = Files.createTempDirectory("archive").resolve("kennzahl.archive");
        try (ServiceProcess base = ServiceProcess.empty("start-data").start().awaitReady();
                ServiceProcess service = beside(base)) {
            stop(service.withJvm(AOT ? "-XX:AOTCacheOutput=" + archive : "-XX:ArchiveClassesAtExit=" + archive)
                    .start()
                    .awaitReady());
            List<Double> plain = new ArrayList<>();
            List<Double> archived = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                // In turn, so that what else the machine does at the time is shared.
                plain.add(secondsToReady(service.withJvm("-Xshare:auto")));
                archived.add(secondsToReady(
                        service.withJvm(AOT ? "-XX:AOTCache=" + archive : "-XX:SharedArchiveFile=" + archive)));
            }
            Report.note(
                    "start to ready: plain %.2f s, with an archive of %d MiB %.2f s",
                    Report.median(plain), Files.size(archive) >> 20, Report.median(archived));
            Report.atMost(
                    "start with an archive, × the plain start", Report.median(archived) / Report.median(plain), 0.6);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    /** Of the plain package and the plain application: the embedded server is another process in both. */
    @Test
    void startsAgainNearlyAsFastAsWhatDoesNothing() throws IOException {
        Path nothing = EmptyApplication.build();
        try (ServiceProcess base =
                        ServiceProcess.empty("start-again-data").start().awaitReady();
                ServiceProcess service = beside(base).withJvm("-Xshare:auto");
                ServiceProcess other = ServiceProcess.named("start-nothing")
                        .withJar(nothing)
                        .withJvm("-Xshare:auto")
                        .with("QUARKUS_DATASOURCE_REACTIVE_URL", base.postgres().url())
                        .with(
                                "QUARKUS_DATASOURCE_JDBC_URL",
                                "jdbc:" + base.postgres().url())
                        .with("QUARKUS_DATASOURCE_USERNAME", "kennzahl")
                        .with("QUARKUS_DATASOURCE_PASSWORD", base.postgres().password())) {
            List<Double> again = new ArrayList<>();
            List<Double> empty = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                again.add(secondsToReady(service));
                empty.add(secondsToReady(other));
            }
            Report.note(
                    "start to ready on data that is there: %.2f s, of nothing but the extensions %.2f s",
                    Report.median(again), Report.median(empty));
            Report.atMost(
                    "a second start, × that of nothing but the extensions",
                    Report.median(again) / Report.median(empty),
                    1.5);
        }
    }

    /** A node on the other's database, as in production: nothing embedded starts with it. */
    private static ServiceProcess beside(ServiceProcess base) {
        return ServiceProcess.named("start")
                .with("KENNZAHL_DB_URL", base.postgres().url())
                .with("KENNZAHL_DB_USER", "kennzahl")
                .with("KENNZAHL_DB_PASSWORD", base.postgres().password());
    }

    private static double secondsToReady(ServiceProcess service) {
        long start = System.nanoTime();
        service.start().awaitReady();
        double seconds = (System.nanoTime() - start) / 1e9;
        stop(service);
        return seconds;
    }

    private static void stop(ServiceProcess service) {
        service.terminate();
    }
}
