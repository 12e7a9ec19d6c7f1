package dev.kennzahl.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.EmbeddedDatabase;
import dev.kennzahl.database.UnpackedServer;

/**
 * The packaged service as a process of its own, with a directory and a port of its own that stay the same when it is started
 * again. It can be ended in every way a process can end.
 *
 * <p>In a native build it is the binary. That brings no database server, so this class starts one where the package would, and
 * stops it when the package would: whoever looks from outside sees no difference.
 */
public final class ServiceProcess implements AutoCloseable {
    /** What makes tenants in these tests. */
    static final String OPERATOR_KEY = "packaged-operator-key";

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final boolean NATIVE = Boolean.getBoolean("kennzahl.packaged.native");
    private static final Path HOMES = Path.of("target/packaged");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Set<ServiceProcess> OPEN = ConcurrentHashMap.newKeySet();

    static {
        // An aborted run must not leave servers behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(ServiceProcess::close), "services-end"));
    }

    private final Path home;
    private final int port;
    private final Map<String, String> environment = new LinkedHashMap<>();
    // Short-lived: the second compiler and a collector of many threads would take the cores and never earn it back.
    private List<String> jvmOptions = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m");
    private Path jdk = Path.of(System.getProperty("java.home"));
    private Path jar = JAR;
    private int starts;
    private @Nullable Process process;

    private ServiceProcess(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** A service that has not been started, on an empty directory. */
    public static ServiceProcess named(String name) {
        try (ServerSocket free = new ServerSocket(0)) {
            Files.createDirectories(HOMES);
            Path home = Files.createTempDirectory(HOMES.toAbsolutePath(), name + "-");
            ServiceProcess service = new ServiceProcess(home, free.getLocalPort());
            OPEN.add(service);
            return service.with("QUARKUS_HTTP_PORT", Integer.toString(service.port))
                    .with("KENNZAHL_DATA_DIR", service.dataDirectory().toString())
                    .with("KENNZAHL_OPERATOR_KEY", OPERATOR_KEY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service of the demo profile that finds the programs of its server unpacked. */
    static ServiceProcess withItsServer(String name) {
        ServiceProcess service = named(name);
        UnpackedServer.into(service.dataDirectory());
        return service.with("QUARKUS_PROFILE", "demo");
    }

    /** The same, whose tenant starts empty. */
    public static ServiceProcess empty(String name) {
        return withItsServer(name).with("KENNZAHL_DEMO_DATA", "none");
    }

    /** Sets an environment variable for the next start. */
    public ServiceProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs the JVM with these options from the next start on, in place of those that suit a short test. */
    public ServiceProcess withJvm(String... options) {
        jvmOptions = List.of(options);
        return this;
    }

    /** Runs on this JDK from the next start on, in place of the one that runs the tests. */
    ServiceProcess withJdk(Path home) {
        jdk = home;
        return this;
    }

    /** Runs another application of Quarkus' in place of the service, from the next start on. */
    public ServiceProcess withJar(Path other) {
        jar = other;
        return this;
    }

    /** Starts and does not wait. */
    public ServiceProcess start() {
        starts++;
        ProcessBuilder builder = new ProcessBuilder(command());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("KENNZAHL_"));
        builder.environment().putAll(environment);
        if (bringsItsServer()) {
            EmbeddedDatabase.Address address = EmbeddedDatabase.start(dataDirectory());
            builder.environment().put("KENNZAHL_DB_URL", address.reactiveUrl());
            builder.environment().put("KENNZAHL_DB_USER", address.user());
            builder.environment().put("KENNZAHL_DB_PASSWORD", address.password());
        }
        try {
            process = builder.redirectErrorStream(true)
                    .redirectOutput(logFile().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until the service says that answers are right. */
    public ServiceProcess awaitReady() {
        ServiceClient client = client("");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!client.isReady()) {
            if (!running().isAlive()) {
                throw new IllegalStateException(
                        "The service ended with " + running().exitValue() + ":\n" + log());
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The service is not ready:\n" + log());
            }
            pause();
        }
        return this;
    }

    /** Ends the JVM and nothing else, as {@code kill -9} does. */
    public void kill() {
        running().destroyForcibly();
        awaitExit();
    }

    /** Asks the service to stop, and waits until it has. */
    public void terminate() {
        running().destroy();
        awaitExit();
        if (bringsItsServer()) {
            EmbeddedDatabase.stop(dataDirectory());
        }
    }

    /** Asks the service to stop and does not wait. */
    void askToStop() {
        running().destroy();
    }

    /** Waits for the end and gives the exit code. */
    public int awaitExit() {
        try {
            if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The service does not end:\n" + log());
            }
            return running().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the service", e);
        }
    }

    public long pid() {
        return running().pid();
    }

    public int port() {
        return port;
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** What the service wrote since its last start. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path dataDirectory() {
        return home.resolve("data");
    }

    /** The embedded server on the data directory. */
    public PostgresProcess postgres() {
        return new PostgresProcess(dataDirectory());
    }

    /** Somebody who asks the service, with an API key. */
    public ServiceClient client(String key) {
        return new ServiceClient(address(), key);
    }

    /** Where it listens. */
    String address() {
        return "http://localhost:" + port;
    }

    /** Somebody who asks for the demo tenant. */
    public ServiceClient demo() {
        return client("demo-key");
    }

    /** Ends everything at once and removes the data; the logs stay for people to look at. */
    @Override
    public void close() {
        if (!OPEN.remove(this)) {
            return;
        }
        if (process != null) {
            process.destroyForcibly();
            awaitExit();
        }
        postgres().kill();
        if (bringsItsServer() && Files.exists(dataDirectory())) {
            EmbeddedDatabase.stop(dataDirectory());
        }
        if (!Files.exists(dataDirectory())) {
            return;
        }
        try (Stream<Path> files = Files.walk(dataDirectory())) {
            List<Path> deepestFirst = new ArrayList<>(files.toList());
            deepestFirst.sort(Comparator.reverseOrder());
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        if (NATIVE) {
            return List.of(System.getProperty("native.image.path"));
        }
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin/java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        return command;
    }

    /** Whether this class starts the server that the package would start by itself. */
    private boolean bringsItsServer() {
        return NATIVE
                && !environment.containsKey("KENNZAHL_DB_URL")
                && "demo".equals(environment.get("QUARKUS_PROFILE"));
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started yet");
        }
        return process;
    }

    private Path logFile() {
        return home.resolve("service-" + starts + ".log");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the service", e);
        }
    }
}
