package dev.kennzahl.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import org.jboss.logging.Logger;

/**
 * The PostgreSQL that starts by itself when nobody configured one, with its data, programs, passwords and log in one directory.
 *
 * <p>The directory belongs to the JVM that holds the file lock in it; the operating system drops that lock when the JVM
 * dies, however it dies. Whoever has the lock may therefore stop every server process found on the directory.
 */
public final class EmbeddedDatabase {
    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);

    /** Long enough for requests under way; a Quarkus that hangs must not keep the server running for ever. */
    private static final Duration APPLICATION_STOP = Duration.ofSeconds(30);

    /** Far behind the process id that the file holds: Windows refuses to read locked bytes. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final Map<Path, Holding> HOLDINGS = new ConcurrentHashMap<>();

    private EmbeddedDatabase() {}

    /** Where the server listens, and the user that owns the database. */
    public record Address(String host, int port, String database, String user, String password) {
        /** For the JDBC driver, which migrations use. */
        public String jdbcUrl() {
            return "jdbc:" + reactiveUrl();
        }

        /** For the reactive client. */
        public String reactiveUrl() {
            return "postgresql://" + host + ":" + port + "/" + database;
        }

        /** Without the password, since addresses end up in logs. */
        @Override
        public String toString() {
            return user + "@" + reactiveUrl();
        }
    }

    /**
     * Starts, or within one JVM finds again, the server that keeps its data in {@code dataDirectory}. It stops when the JVM
     * exits, after Quarkus has.
     *
     * @throws IllegalStateException if another JVM uses the directory or the server does not start; the text says what to do
     */
    public static Address start(Path dataDirectory) {
        // Quarkus' dev mode calls main again in a new class loader: this object is one that all loaders of a JVM share.
        synchronized (Runtime.getRuntime()) {
            try {
                Path directory =
                        EmbeddedFiles.createPrivateDirectory(dataDirectory).toRealPath();
                return System.getProperty(marker(directory)) == null ? takeAndStart(directory) : findAgain(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("The embedded database in " + dataDirectory + " did not start.", e);
            }
        }
    }

    /** Stops at once the server that this class started on {@code dataDirectory}, if any; for tests, since on exit it stops by itself. */
    public static void stop(Path dataDirectory) {
        try {
            Holding holding = HOLDINGS.get(dataDirectory.toRealPath());
            if (holding != null) {
                holding.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded database in " + dataDirectory + " did not stop.", e);
        }
    }

    private static Address takeAndStart(Path directory) throws IOException {
        Holding holding = new Holding(directory, new EmbeddedServer(directory), lock(directory));
        System.setProperty(
                marker(directory), Long.toString(ProcessHandle.current().pid()));
        try {
            // The hook also keeps the lock reachable: a collected channel would be closed, and the lock gone with it.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfterQuarkus(holding), "embedded-database-stop"));
            Address address = startAndLog(directory, holding.server());
            HOLDINGS.put(directory, holding);
            return address;
        } catch (IOException | RuntimeException e) {
            holding.unlock();
            throw e;
        }
    }

    /** Never touches the lock file: on POSIX, closing any channel to it would drop the lock that this JVM holds. */
    private static Address findAgain(Path directory) throws IOException {
        EmbeddedServer server = new EmbeddedServer(directory);
        return server.isRunning() ? server.address() : startAndLog(directory, server);
    }

    private static Address startAndLog(Path directory, EmbeddedServer server) throws IOException {
        Address address = server.start();
        LOG.infof(
                "Embedded PostgreSQL %s on port %d, data in %s",
                EmbeddedFiles.SERVER_VERSION, address.port(), directory);
        return address;
    }

    private static FileLock lock(Path directory) throws IOException {
        Path file = directory.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw inUse(directory, Files.readString(file));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return lock;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static IllegalStateException inUse(Path directory, String processId) {
        return new IllegalStateException("The data directory " + directory + " is in use by "
                + (processId.isBlank() ? "another process" : "process " + processId)
                + ". Stop that process, or set KENNZAHL_DATA_DIR to another directory.");
    }

    /** Quarkus stops in a hook of its own, beside this one and in no order, and until then works with the database. */
    private static void stopAfterQuarkus(Holding holding) {
        try {
            Application application = ApplicationLifecycleManager.getCurrentApplication();
            if (application != null) {
                Thread waiting = new Thread(application::awaitShutdown, "embedded-database-wait");
                waiting.setDaemon(true);
                waiting.start();
                waiting.join(APPLICATION_STOP.toMillis());
            }
        } catch (InterruptedException e) {
            // Nobody waits for this thread but the JVM, which is about to exit: stop the server all the same.
            LOG.debug("Interrupted while Quarkus stops", e);
        }
        try {
            holding.release();
        } catch (IOException e) {
            LOG.warnf(e, "The embedded database in %s did not stop; the next start will stop it.", holding.directory());
        }
    }

    private static String marker(Path directory) {
        return "dev.kennzahl.database.embedded." + directory;
    }

    /** A directory that this JVM has locked, and the server on it. */
    private record Holding(Path directory, EmbeddedServer server, FileLock lock) {
        void release() throws IOException {
            synchronized (Runtime.getRuntime()) {
                if (lock.isValid()) {
                    server.stop();
                    unlock();
                }
            }
        }

        void unlock() throws IOException {
            HOLDINGS.remove(directory);
            System.clearProperty(marker(directory));
            lock.acquiredBy().close();
        }
    }
}
