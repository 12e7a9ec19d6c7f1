package dev.kennzahl;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import dev.kennzahl.database.EmbeddedDatabase;

/** The embedded server for tests of the running service, with an operator's key to make a tenant per test. */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
    /** What makes tenants in tests. */
    public static final String OPERATOR_KEY = "test-operator-key";

    @Override
    public Map<String, String> start() {
        EmbeddedDatabase.Address address = EmbeddedDatabase.start(directory());
        commitBeforeTheDisk(address);
        return Map.of(
                "kennzahl.db.url", address.reactiveUrl(),
                "kennzahl.db.user", address.user(),
                "kennzahl.db.password", address.password(),
                "kennzahl.operator.key", OPERATOR_KEY);
    }

    /** What these tests write need not outlive a power cut, and most of them commit a hundred times. */
    private static void commitBeforeTheDisk(EmbeddedDatabase.Address address) {
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE CURRENT_USER SET synchronous_commit = off");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every JVM that runs tests has its own; Maven names it, a development environment need not. */
    private static Path directory() {
        return Path.of(System.getProperty("kennzahl.test.database", "target/test-database"));
    }

    @Override
    public void stop() {
        // The server stops when the JVM exits; several test classes share it.
    }
}
