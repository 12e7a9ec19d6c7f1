package dev.kennzahl.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import jakarta.inject.Inject;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.kennzahl.TestDatabase;
import dev.kennzahl.TestTenant;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;

/** The schema as the migrations leave it: the committed picture of it, and the rules that hold for every table. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SchemaTest {
    private static final Path PICTURE = Path.of("src/test/resources/dev/kennzahl/database/schema.txt");

    /** The tables that belong to no tenant, each with its reason. */
    private static final Set<String> WITHOUT_TENANT = Set.of("flyway_schema_history"); // the migrations' own

    /** Indexes that lead from a secret or an id to its tenant, and so cannot begin with it. */
    private static final Set<String> FINDERS = Set.of("tenant_finder", "api_key_finder", "connection_finder");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    AgroalDataSource owner;

    @Inject
    Tenants tenants;

    @Test
    void isTheCommittedOne() throws IOException, SQLException {
        String committed = Files.exists(PICTURE) ? Files.readString(PICTURE) : "";
        String found = String.join("\n", lines("schema-picture.sql")) + "\n";
        if (!committed.equals(found)) {
            Files.createDirectories(PICTURE.getParent());
            Files.writeString(PICTURE, found);
        }
        assertThat(committed)
                .as(PICTURE + " was out of date; it has been written anew: review and commit it")
                .isEqualTo(found);
    }

    @Test
    void everyTableHasRowLevelSecurityForcedAndAPolicyOfItsTenant() throws SQLException {
        assertThat(
                        query(
                                """
                        SELECT c.relname FROM pg_class c
                         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                           AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
                               SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_tenant'))
                        """))
                .isSubsetOf(WITHOUT_TENANT);
    }

    @Test
    void theTenantLeadsEveryKeyAndEveryIndex() throws SQLException {
        assertThat(
                        query(
                                """
                        SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                         WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> 'flyway_schema_history'
                           AND (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = i.indkey[0])
                               IS DISTINCT FROM 'tenant_id'
                        """))
                .containsExactlyInAnyOrderElementsOf(FINDERS);
    }

    @Test
    void theTenantIsPartOfEveryForeignKey() throws SQLException {
        assertThat(
                        query(
                                """
                        SELECT c.conname FROM pg_constraint c
                         WHERE c.contype = 'f' AND (SELECT a.attname FROM pg_attribute a
                               WHERE a.attrelid = c.conrelid AND a.attnum = c.conkey[1]) IS DISTINCT FROM 'tenant_id'
                        """))
                .isEmpty();
    }

    @Test
    void theServiceWorksAsARoleThatOwnsNothingAndBypassesNothing() throws SQLException {
        assertThat(
                        query(
                                """
                        SELECT rolname FROM pg_roles WHERE rolname IN ('kennzahl_app', 'kennzahl_backlog')
                           AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolcanlogin)
                        """))
                .isEmpty();
        assertThat(query("SELECT relname FROM pg_class WHERE relowner = 'kennzahl_app'::regrole"))
                .isEmpty();
        assertThat(
                        query(
                                """
                        SELECT table_name || ' ' || privilege_type FROM information_schema.role_table_grants
                         WHERE grantee = 'kennzahl_app' AND privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')
                        """))
                .isEmpty();
    }

    @Test
    void withoutATenantNothingIsSeenAndWithOneOnlyItsOwn() throws SQLException {
        List<String> two = List.of(idOf(TestTenant.create()), idOf(TestTenant.create()));
        List<String> tables = query(
                """
                SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
                """);
        assertThat(tables).contains("tenant", "deal_version", "delivery");
        assertThat(two).doesNotHaveDuplicates().hasSize(2);
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE kennzahl_app");
            try {
                for (String table : tables) {
                    assertThat(strings(statement, "SELECT tenant_id FROM " + table))
                            .as(table)
                            .isEmpty();
                }
                eachSeesOnlyItself(two, connection, statement);
            } finally {
                connection.setAutoCommit(true);
                statement.execute("RESET ROLE");
            }
        }
    }

    /** The tenants in turn on one connection: the setting ends with the transaction that made it. */
    private static void eachSeesOnlyItself(List<String> tenants, Connection connection, Statement statement)
            throws SQLException {
        connection.setAutoCommit(false);
        for (String tenant : tenants) {
            statement.execute("SELECT set_config('app.tenant', '" + tenant + "', true)");
            assertThat(strings(statement, "SELECT tenant_id FROM tenant")).containsExactly(tenant);
            // A table with rows of both, so that what is not seen is there.
            assertThat(strings(statement, "SELECT DISTINCT tenant_id FROM api_key"))
                    .containsExactly(tenant);
            connection.commit();
            assertThat(strings(statement, "SELECT tenant_id FROM tenant")).isEmpty();
            connection.commit();
        }
    }

    /** Asked as the service does; the owner of the tables could not list them, since their policies bind it, too. */
    private String idOf(TestTenant tenant) {
        return Integer.toString(
                tenants.find(tenant.slug()).await().atMost(PATIENCE).orElseThrow());
    }

    private List<String> lines(String resource) throws IOException, SQLException {
        return query(Files.readString(Path.of("src/test/resources/dev/kennzahl/database/" + resource)));
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            return strings(statement, sql);
        }
    }

    private static List<String> strings(Statement statement, String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
