package dev.kennzahl.ingestion;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.TestTenant;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.Tenants;

import static org.assertj.core.api.Assertions.assertThat;

/** All that the database holds of a tenant, as text: every row of every table, bytes as text and as hexadecimal digits. */
final class TenantDump {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DataSource database;
    private final int tenantId;

    TenantDump(DataSource database, int tenantId) {
        this.database = database;
        this.tenantId = tenantId;
    }

    static TenantDump of(TestTenant tenant, DataSource database, Tenants tenants) {
        return new TenantDump(
                database, tenants.find(tenant.slug()).await().atMost(PATIENCE).orElseThrow());
    }

    /** The rows in which a word stands, in whatever case, each with its table. */
    List<String> rowsWith(String word) throws SQLException {
        List<String> found = new ArrayList<>();
        String bytes = HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
        TreeMap<String, List<String>> tables = tables();
        for (String table : tables.keySet()) {
            for (String row : tables.get(table)) {
                if (row.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)) || row.contains(bytes)) {
                    found.add(table + ": " + row);
                }
            }
        }
        return found;
    }

    /** The rows of every table, in no order that means anything; without the count of turns, which also what changes nothing takes. */
    TreeMap<String, List<String>> tables() throws SQLException {
        TreeMap<String, List<String>> tables = new TreeMap<>();
        for (String table : strings(
                """
                SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
                 WHERE c.table_schema = 'public' AND c.column_name = 'tenant_id' AND t.table_type = 'BASE TABLE'
                """)) {
            List<String> columns = strings(
                    """
                    SELECT CASE data_type WHEN 'bytea' THEN format('encode(%1$I, ''escape'') || '' '' || encode(%1$I, ''hex'')', column_name)
                           ELSE format('%I::text', column_name) END
                      FROM information_schema.columns WHERE table_schema = 'public' AND column_name <> 'turns' AND table_name = '"""
                            + table + "' ORDER BY ordinal_position");
            tables.put(
                    table,
                    strings("SELECT concat_ws(' | ', " + String.join(", ", columns) + ") FROM " + table
                            + " WHERE tenant_id = " + tenantId + " ORDER BY 1"));
        }
        return tables;
    }

    /** Histories written anew from the events are those that are kept. */
    void assertThatHistoryFollowsFromEvents(TenantTransactions transactions, HistoryRebuild rebuild)
            throws SQLException {
        Map<String, List<String>> kept = tables();
        transactions
                .write(tenantId, connection -> connection
                        .preparedQuery("SELECT record_id FROM record WHERE tenant_id = $1")
                        .execute(Tuple.of(tenantId))
                        .map(rows -> {
                            List<UUID> all = new ArrayList<>();
                            rows.forEach(row -> all.add(row.getUUID(0)));
                            return all;
                        })
                        .flatMap(all -> rebuild.rebuild(connection, tenantId, ZoneId.of("Europe/Berlin"), all)))
                .await()
                .atMost(PATIENCE);
        assertThat(tables()).isEqualTo(kept);
    }

    private List<String> strings(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // The owner is bound by row-level security, too.
            statement.execute("SET LOCAL app.tenant = '" + tenantId + "'");
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            connection.rollback();
            return found;
        }
    }
}
