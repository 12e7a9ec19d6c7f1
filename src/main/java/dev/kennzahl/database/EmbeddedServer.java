package dev.kennzahl.database;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs the server's own programs on one directory: {@code initdb} once, {@code pg_ctl} to start and stop.
 *
 * <p>Zonky's {@code EmbeddedPostgres} is not used, only its archives: it switches fsync off, trusts every local user, checks
 * readiness without a password and unpacks below {@code /tmp}. {@code pg_ctl} is used rather than {@code postgres} itself
 * since it gives the server a session of its own: Ctrl-C in a terminal must not reach the server before the application.
 *
 * <p>Programs run with the directory as working directory and get relative paths, so its length and blanks in it do not
 * matter. Quotation marks and dollar signs do: {@code initdb} and {@code pg_ctl} hand their own path to a shell.
 */
final class EmbeddedServer {
    private static final String HOST = "127.0.0.1";
    /** The database and the user that owns it. */
    private static final String NAME = "kennzahl";

    private static final String ADMINISTRATOR = "postgres";
    private static final Duration SETUP = Duration.ofMinutes(2);
    /** The server replays its log after a crash before it accepts connections. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int START_ATTEMPTS = 3;
    private static final int REPORTED_CHARACTERS = 2000;

    private final Path directory;
    private final Path data;
    private final Path processFile;
    private final Path log;
    private final Path toolLog;

    /** @param directory a real path, since it is compared with where running programs lie */
    EmbeddedServer(Path directory) {
        this.directory = directory;
        data = directory.resolve("data");
        processFile = data.resolve("postmaster.pid");
        log = directory.resolve("postgres.log");
        toolLog = directory.resolve("tools.log");
    }

    /** Stops what an earlier JVM left behind, then starts; the caller holds the directory's lock. */
    EmbeddedDatabase.Address start() throws IOException {
        EmbeddedFiles.createPrivateFile(toolLog);
        EmbeddedFiles.unpackedServer(directory);
        if (runsAsRoot()) {
            requireUserNamespaces();
        }
        stop();
        if (!Files.isDirectory(data)) {
            initialise();
        }
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            if (startOn(port)) {
                return address();
            }
            stop();
            // Somebody else may have taken the port since it was found free.
            if (attempt == START_ATTEMPTS || isFree(port)) {
                throw failed("The embedded database did not start", log);
            }
        }
    }

    /** Stops every server process on the directory: in order if possible, else at once, which costs a log replay on the next start. */
    void stop() throws IOException {
        if (isRunning() && !pgCtl(STOP, "stop", "-m", "fast")) {
            pgCtl(STOP, "stop", "-m", "immediate");
        }
        // A postmaster that was killed leaves its children, and without it there is no orderly way to end them.
        for (ProcessHandle process : processes()) {
            end(process);
        }
        // Stale by now, and fatal to the next start if its process id has gone to another program since.
        Files.deleteIfExists(processFile);
    }

    boolean isRunning() throws IOException {
        return postmaster().isPresent();
    }

    EmbeddedDatabase.Address address() throws IOException {
        // postmaster.pid: process id, data directory, start time, port, …
        int port = Integer.parseInt(Files.readAllLines(processFile).get(3).strip());
        return new EmbeddedDatabase.Address(HOST, port, NAME, NAME, password(NAME));
    }

    /** The process that postmaster.pid names, unless its id has gone to another program since. */
    Optional<ProcessHandle> postmaster() throws IOException {
        if (!Files.exists(processFile)) {
            return Optional.empty();
        }
        String first =
                Files.readString(processFile).lines().findFirst().orElse("").strip();
        return first.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(first)).filter(this::isOurs)
                : Optional.empty();
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    /** Each data directory has its own copy of the programs, so a process that runs one of them works on this directory. */
    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> EmbeddedFiles.isServerProgram(directory, Path.of(command)))
                .isPresent();
    }

    /** Prepares a directory and renames it when all is done: one called {@code data} is complete. */
    private void initialise() throws IOException {
        Path partial = directory.resolve("data.partial");
        EmbeddedFiles.deleteTree(partial);
        EmbeddedFiles.createPrivateDirectory(partial);
        password(ADMINISTRATOR);
        // The builtin locale needs nothing from the machine, and sorts alike on all of them.
        require(
                "",
                """
                initdb --pgdata=data.partial --username=%1$s --auth=scram-sha-256 --pwfile=%1$s.password --encoding=UTF8
                --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --data-checksums --no-instructions
                """
                        .formatted(ADMINISTRATOR));
        Files.writeString(
                partial.resolve("postgresql.conf"), "\ninclude_if_exists 'kennzahl.conf'\n", StandardOpenOption.APPEND);
        // Not a superuser, or row-level security would not hold; CREATEROLE lets migrations make the service's role.
        String sql =
                """
                CREATE ROLE %1$s LOGIN CREATEROLE PASSWORD '%2$s';
                CREATE DATABASE %1$s OWNER %1$s;
                REVOKE ALL ON DATABASE %1$s FROM PUBLIC;
                """;
        require(
                sql.formatted(NAME, password(NAME)),
                // A statement that fails is not logged, since it shows the password.
                "postgres --single -D data.partial -c exit_on_error=on -c log_min_error_statement=panic "
                        + ADMINISTRATOR);
        Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean startOn(int port) throws IOException {
        EmbeddedFiles.writeSettings(data, HOST, port);
        if (Files.exists(log)) {
            Files.move(log, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        // Not left to the server: as root's nobody it writes to root's files, but makes none in another's directory.
        EmbeddedFiles.createPrivateFile(log);
        return pgCtl(START, "start", "-l", log.getFileName().toString());
    }

    private boolean pgCtl(Duration timeout, String action, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("pg_ctl", action, "-D", "data", "-w", "-s"));
        command.addAll(List.of("-t", Long.toString(timeout.toSeconds())));
        command.addAll(List.of(options));
        return run(timeout.plusSeconds(10), "", command) == 0;
    }

    private void require(String input, String commandLine) throws IOException {
        List<String> command = List.of(commandLine.strip().split("\\s+"));
        if (run(SETUP, input, command) != 0) {
            throw failed("The embedded database was not set up: " + command.get(0) + " failed", toolLog);
        }
    }

    private int run(Duration timeout, String input, List<String> command) throws IOException {
        List<String> line = new ArrayList<>(runsAsRoot() ? List.of("unshare", "-U") : List.of());
        Path programs = EmbeddedFiles.unpackedServer(directory).resolve("bin");
        line.add(programs.resolve(command.get(0) + (EmbeddedFiles.WINDOWS ? ".exe" : ""))
                .toString());
        line.addAll(command.subList(1, command.size()));
        return run(timeout, input, new ProcessBuilder(line));
    }

    private int run(Duration timeout, String input, ProcessBuilder builder) throws IOException {
        // Somebody's PGDATA or language must not change what the programs do.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                // A file and not a pipe, which the server would inherit and keep open.
                .redirectOutput(ProcessBuilder.Redirect.appendTo(toolLog.toFile()))
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw failed("No answer within " + timeout.toSeconds() + " s from " + builder.command(), toolLog);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, and its files still belong to root. */
    private void requireUserNamespaces() throws IOException {
        String remedy =
                "PostgreSQL does not run as root, and `unshare --user`, which would help, does not work here. Run "
                        + "Kennzahl as another user, or configure a PostgreSQL of your own";
        try {
            if (run(STOP, "", new ProcessBuilder("unshare", "-U", "true")) != 0) {
                throw failed(remedy, toolLog);
            }
        } catch (IOException e) {
            throw new IllegalStateException(remedy + ".", e);
        }
    }

    private static boolean runsAsRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private IllegalStateException failed(String what, Path output) throws IOException {
        String text = Files.exists(output) ? Files.readString(output).strip() : "";
        String end = text.substring(Math.max(0, text.length() - REPORTED_CHARACTERS));
        return new IllegalStateException(
                what + ". The data directory is " + directory + ". " + output + " ends:\n" + end);
    }

    private String password(String user) throws IOException {
        return EmbeddedFiles.password(passwordFile(user));
    }

    private Path passwordFile(String user) {
        return directory.resolve(user + ".password");
    }

    private void end(ProcessHandle process) {
        process.destroyForcibly();
        long deadline = System.nanoTime() + STOP.toNanos();
        // Not until onExit: under a JVM that is process 1 of a container, the dead stay zombies, which run nothing.
        while (isOurs(process)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Process " + process.pid() + " of the embedded database does not end.");
            }
            try {
                process.onExit()
                        .completeOnTimeout(process, 50, TimeUnit.MILLISECONDS)
                        .get();
            } catch (InterruptedException e) {
                throw interrupted(e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
            }
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for the embedded database.", e);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HOST, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
