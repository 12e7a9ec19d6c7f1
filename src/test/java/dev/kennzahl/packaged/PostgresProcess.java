package dev.kennzahl.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** The embedded PostgreSQL of a service, seen as the operating system sees it. */
public final class PostgresProcess {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path directory;

    PostgresProcess(Path directory) {
        this.directory = directory;
    }

    /** Whether any process of the server is there, orphans included. */
    public boolean isRunning() {
        return processes().findAny().isPresent();
    }

    /** Ends the postmaster as {@code kill -9} does; its children notice by themselves. */
    public void kill() {
        Path processFile = directory.resolve("data/postmaster.pid");
        if (Files.exists(processFile)) {
            long postmaster = Long.parseLong(firstLines(processFile).get(0).strip());
            processes().filter(process -> process.pid() == postmaster).forEach(ProcessHandle::destroyForcibly);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> !isRunning());
    }

    /** Starts the server again on the port it had, as an administrator would. */
    public void comeBack() {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U")); // it refuses to run as root
        }
        command.addAll(List.of(
                program("pg_ctl").toString(), "start", "-D", "data", "-w", "-s", "-t", "60", "-l", "postgres.log"));
        try {
            // Under an init that does not reap, the dead postmaster stays a zombie and seems to hold its file.
            Files.deleteIfExists(directory.resolve("data/postmaster.pid"));
            Process start = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("come-back.log").toFile())
                    .start();
            if (start.waitFor() != 0) {
                throw new IllegalStateException(
                        "Postgres did not come back:\n" + Files.readString(directory.resolve("postgres.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Postgres starts", e);
        }
    }

    /** The address to give to another service, which reaches the server while this one's service runs. */
    public String url() {
        return "postgresql://127.0.0.1:"
                + firstLines(directory.resolve("data/postmaster.pid")).get(3).strip() + "/kennzahl";
    }

    /** The password of the user {@code kennzahl}. */
    public String password() {
        return firstLines(directory.resolve("kennzahl.password")).get(0).strip();
    }

    /** All processes of the server. */
    public Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(process -> process.info()
                .command()
                .filter(command -> command.startsWith(directory + "/server-"))
                .isPresent());
    }

    private Path program(String name) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("server-"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("bin")
                    .resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> firstLines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
