package dev.kennzahl.database;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.kennzahl.Thorough;
import dev.kennzahl.database.EmbeddedDatabase.Address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** All tests but one share a directory, since the first start on a new one takes seconds. */
@Timeout(60)
@Thorough
class EmbeddedDatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path temporary;

    static Path directory;

    private final List<Process> children = new ArrayList<>();

    @BeforeAll
    static void nameTheDirectory() throws IOException {
        directory = temporary.toRealPath().resolve("it's a data directory");
    }

    @AfterEach
    void endChildrenAndServer() throws Exception {
        for (Process child : children) {
            kill(child.toHandle());
        }
        EmbeddedDatabase.stop(directory);
    }

    @Test
    void keepsItsDataAcrossARestart() throws Exception {
        remember(EmbeddedDatabase.start(directory), "restart");

        EmbeddedDatabase.stop(directory);

        assertThat(server().isRunning()).isFalse();
        assertThat(remembers(EmbeddedDatabase.start(directory), "restart")).isTrue();
    }

    @Test
    void recoversWhenItsJvmWasKilled() throws Exception {
        Process child = startInAnotherJvm(directory);
        remember(server().address(), "killed JVM");
        ProcessHandle orphan = server().postmaster().orElseThrow();

        kill(child.toHandle());
        assertThat(orphan.isAlive()).isTrue();

        assertThat(remembers(EmbeddedDatabase.start(directory), "killed JVM")).isTrue();
        awaitEnd(orphan);
    }

    @Test
    void recoversWhenPostgresWasKilled() throws Exception {
        remember(EmbeddedDatabase.start(directory), "killed server");

        kill(server().postmaster().orElseThrow());

        assertThat(remembers(EmbeddedDatabase.start(directory), "killed server"))
                .isTrue();
    }

    @Test
    void recoversWhenBothWereKilled() throws Exception {
        Process child = startInAnotherJvm(directory);
        remember(server().address(), "killed both");
        ProcessHandle postmaster = server().postmaster().orElseThrow();

        kill(child.toHandle());
        kill(postmaster);

        assertThat(remembers(EmbeddedDatabase.start(directory), "killed both")).isTrue();
    }

    @Test
    void leavesAProgramAloneThatGotTheProcessIdOfAnOldServer() throws Exception {
        EmbeddedDatabase.start(directory);
        EmbeddedDatabase.stop(directory);
        Process stranger = new ProcessBuilder("sleep", "60").start();
        children.add(stranger);
        Files.writeString(
                directory.resolve("data/postmaster.pid"), stranger.pid() + "\n" + directory + "/data\n1\n5432\n");

        assertThat(connects(EmbeddedDatabase.start(directory))).isTrue();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void stopsWhenItsJvmIsAskedToExit() throws Exception {
        Process child = startInAnotherJvm(directory);
        ProcessHandle postmaster = server().postmaster().orElseThrow();

        child.destroy();

        assertThat(child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitEnd(postmaster);
        assertThat(Files.readString(directory.resolve("postgres.log"))).contains("database system is shut down");
    }

    @Test
    void runsSideBySideOnTwoDirectories(@TempDir Path other) throws Exception {
        EmbeddedServer beside = new EmbeddedServer(other.toRealPath());
        Process child = startInAnotherJvm(other.toRealPath());
        try {
            Address first = beside.address();
            Address second = EmbeddedDatabase.start(directory);

            assertThat(first.port()).isNotEqualTo(second.port());
            assertThat(connects(first) && connects(second)).isTrue();
            assertThatThrownBy(() -> connect(first, second.password())).isInstanceOf(SQLException.class);
        } finally {
            kill(child.toHandle());
            beside.stop();
        }
    }

    @Test
    void tellsASecondJvmWhoUsesTheDirectory() throws Exception {
        Process child = startInAnotherJvm(directory);

        assertThatIllegalStateException()
                .isThrownBy(() -> EmbeddedDatabase.start(directory))
                .withMessageContainingAll(
                        "is in use by process " + child.pid(), directory.toString(), "KENNZAHL_DATA_DIR");
        assertThat(connects(server().address())).isTrue();
    }

    @Test
    void isFoundAgainByANewClassLoaderOfTheSameJvm() throws Exception {
        Address address = EmbeddedDatabase.start(directory);
        long postmaster = server().postmaster().orElseThrow().pid();

        assertThat(startInAnotherClassLoader()).isEqualTo(address.toString());
        assertThat(EmbeddedDatabase.start(directory)).isEqualTo(address);
        assertThat(server().postmaster().orElseThrow().pid()).isEqualTo(postmaster);
        Process second = launch(directory);
        assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).as("the lock still holds").isNotZero();
    }

    @Test
    void wantsAPassword() throws Exception {
        Address address = EmbeddedDatabase.start(directory);

        assertThatThrownBy(() -> connect(address, "wrong"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        assertThat(address.toString()).doesNotContain(address.password());
        for (String user : List.of("kennzahl", "postgres")) {
            assertThat(Files.getPosixFilePermissions(directory.resolve(user + ".password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void letsTheOwnerCreateTheRoleOfTheService() throws Exception {
        Address address = EmbeddedDatabase.start(directory);
        try (Connection connection = connect(address, address.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE ROLE kennzahl_app NOLOGIN NOINHERIT");
            statement.execute("GRANT kennzahl_app TO kennzahl");
            statement.execute("GRANT USAGE ON SCHEMA public TO kennzahl_app");
            statement.execute("SET LOCAL ROLE kennzahl_app");
            connection.rollback();
        }
        assertThat(value(address, "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("f");
    }

    @Test
    void isDurableAndTheSameOnEveryMachine() throws Exception {
        Address address = EmbeddedDatabase.start(directory);

        assertThat(value(address, "SHOW fsync")).isEqualTo("on");
        assertThat(value(address, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(value(address, "SHOW log_timezone")).isEqualTo("UTC");
        assertThat(value(address, "SELECT upper('äöü')")).isEqualTo("ÄÖÜ");
        assertThat(value(address, "SHOW server_version")).isEqualTo(EmbeddedFiles.SERVER_VERSION);
    }

    private static EmbeddedServer server() {
        return new EmbeddedServer(directory);
    }

    private static void remember(Address address, String text) throws SQLException {
        try (Connection connection = connect(address, address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS memory (text text)");
            statement.execute("INSERT INTO memory VALUES ('" + text + "')");
        }
    }

    private static boolean remembers(Address address, String text) throws SQLException {
        return value(address, "SELECT bool_or(text = '" + text + "') FROM memory")
                .equals("t");
    }

    private static boolean connects(Address address) throws SQLException {
        return value(address, "SELECT current_user").equals(address.user());
    }

    private static String value(Address address, String query) throws SQLException {
        try (Connection connection = connect(address, address.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private static Connection connect(Address address, String password) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), password);
    }

    private static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Not at once: a process that has ended counts as alive until its parent asks for its exit code. */
    private static void awaitEnd(ProcessHandle process) {
        await().atMost(PATIENCE).until(() -> !process.isAlive());
    }

    private static String startInAnotherClassLoader() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader reloaded =
                new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Class<?> again = reloaded.loadClass(EmbeddedDatabase.class.getName());
            assertThat(again).isNotSameAs(EmbeddedDatabase.class);
            return String.valueOf(again.getMethod("start", Path.class).invoke(null, directory));
        }
    }

    private Process startInAnotherJvm(Path data) throws IOException {
        Path ready = data.resolve("ready");
        Files.deleteIfExists(ready);
        Process child = launch(data);
        await().atMost(PATIENCE).until(() -> Files.exists(ready) || !child.isAlive());
        assertThat(child.isAlive()).as("the other JVM runs").isTrue();
        return child;
    }

    private Process launch(Path data) throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AnotherJvm.class.getName(),
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        children.add(child);
        return child;
    }

    /** What the tests kill: starts the database, says so with a file, and waits for its end. */
    static final class AnotherJvm {
        public static void main(String[] args) throws Exception {
            EmbeddedDatabase.start(Path.of(args[0]));
            Files.writeString(Path.of(args[0], "ready"), "");
            Thread.currentThread().join();
        }
    }
}
