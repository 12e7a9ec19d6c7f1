package dev.kennzahl.packaged;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import dev.kennzahl.database.EmbeddedDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema brought up to date by a process of its own, as the job in {@code k8s/base} does it, and the service beside it. */
class MigrationIT {
    @Test
    void aJobMigratesAndEndsAndOnlyThenTheServiceStarts() throws SQLException {
        try (ServiceProcess service = ServiceProcess.empty("migration")
                .with("QUARKUS_FLYWAY_MIGRATE_AT_START", "false")
                .with("QUARKUS_FLYWAY_VALIDATE_AT_START", "true")
                .start()) {
            assertThat(service.awaitExit()).as("ahead of the migration").isNotZero();
            assertThat(service.log()).contains("Detected resolved migration not applied to database");

            service.with("QUARKUS_FLYWAY_MIGRATE_AT_START", "true")
                    .with("QUARKUS_FLYWAY_VALIDATE_AT_START", "false")
                    .with("QUARKUS_INIT_AND_EXIT", "true")
                    .start();
            assertThat(service.awaitExit()).as(service.log()).isZero();
            assertThat(service.log()).doesNotContain("Listening on");

            service.with("QUARKUS_FLYWAY_MIGRATE_AT_START", "false")
                    .with("QUARKUS_FLYWAY_VALIDATE_AT_START", "true")
                    .with("QUARKUS_INIT_AND_EXIT", "false")
                    .with("KENNZAHL_LOG_JSON", "true")
                    .start()
                    .awaitReady();
            assertThat(service.client("").newTenant().get("/api/v1/deals").path("items"))
                    .isEmpty();
            assertThat(service.log()
                            .lines()
                            .filter(line -> line.startsWith("{"))
                            .filter(line -> line.contains("\"level\":\"INFO\"")))
                    .as("a JSON object a line: " + service.log())
                    .isNotEmpty();
            takesASchemaThatIsAheadOfIt(service);
        }
    }

    /** Old pods while the next release is rolled out, and a release that is taken back. */
    private static void takesASchemaThatIsAheadOfIt(ServiceProcess service) throws SQLException {
        service.terminate();
        migrateAhead(service);

        service.with("QUARKUS_FLYWAY_MIGRATE_AT_START", "true")
                .with("QUARKUS_FLYWAY_VALIDATE_AT_START", "false")
                .with("QUARKUS_INIT_AND_EXIT", "true")
                .start();
        assertThat(service.awaitExit()).as(service.log()).isZero();

        service.with("QUARKUS_FLYWAY_MIGRATE_AT_START", "false")
                .with("QUARKUS_FLYWAY_VALIDATE_AT_START", "true")
                .with("QUARKUS_INIT_AND_EXIT", "false")
                .start()
                .awaitReady();
    }

    private static void migrateAhead(ServiceProcess service) throws SQLException {
        EmbeddedDatabase.Address address = EmbeddedDatabase.start(service.dataDirectory());
        try (Connection connection =
                        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history VALUES (100000, '9999', 'of a release to come', 'SQL',"
                    + " 'V9999__of_a_release_to_come.sql', 1, CURRENT_USER, now(), 1, true)");
        } finally {
            EmbeddedDatabase.stop(service.dataDirectory());
        }
    }
}
