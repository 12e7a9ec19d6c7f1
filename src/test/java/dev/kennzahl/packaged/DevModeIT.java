package dev.kennzahl.packaged;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The README's first command starts a service that answers, from sources alone. Run on a copy: it compiles what it finds. */
class DevModeIT {
    private static final Path COPY = Path.of("target/dev-mode");
    private static final Path LOG = COPY.resolve("dev.log");

    private @Nullable Process maven;

    @Test
    void theReadmesCommandStartsAServiceThatAnswers() throws IOException {
        for (String source : List.of("pom.xml", "mvnw", ".mvn", "src/main")) {
            copy(Path.of(source));
        }
        int port = freePort();
        ProcessBuilder command = new ProcessBuilder(
                        "./mvnw", "-B", "-ntp", "quarkus:dev", "-Ddebug=false", "-Dquarkus.http.port=" + port)
                .directory(COPY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        command.environment().keySet().removeIf(name -> name.startsWith("KENNZAHL") || name.startsWith("QUARKUS"));
        command.environment().put("KENNZAHL_DEMO_DATA", "none");
        maven = command.start();
        ServiceClient client = new ServiceClient("http://localhost:" + port, "demo-key");

        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> client.ask("/q/health/ready").status() == 200);

        assertThat(client.ask("/api/v1/kpis/deals_won/values?from=2025-01-01&to=2026-01-01")
                        .json()
                        .at("/series/0/points/0/value")
                        .asText())
                .isEqualTo("0");
        assertThat(Files.readString(LOG)).doesNotContain("ERROR");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (maven != null) {
            // The service is a child of Maven's JVM, its database a child of neither; asked to stop, each stops the
            // next.
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
            assertThat(maven.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void copy(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = COPY.resolve(file);
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
