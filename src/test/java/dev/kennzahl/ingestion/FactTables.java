package dev.kennzahl.ingestion;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import dev.kennzahl.TestTenant;

/** The tables of facts as they lie in the store, read past the service. */
record FactTables(DataSource owner, TestTenant tenant) {
    /** One text per row that is believed now, in order. */
    List<String> believed(String table, String columns) {
        return rows(columns, table, "known_to = 'infinity'");
    }

    /** One text per row that was believed at an instant, in order. */
    List<String> believedAt(String table, String columns, String instant) {
        return rows(columns, table, "known_from <= '" + instant + "' AND known_to > '" + instant + "'");
    }

    /** Everything that was ever believed. */
    List<String> ever(String table) {
        return rows("t.*", table, "true");
    }

    /** When the newest change of the tenant became known. */
    String watermark() {
        return rows("known_at", "tenant_clock", "true").get(0).replaceAll("[()\"]", "");
    }

    private List<String> rows(String columns, String table, String condition) {
        String sql = "SELECT row(" + columns + ")::text FROM " + table + " t WHERE " + condition + " ORDER BY 1";
        try (Connection connection = owner.getConnection();
                Statement session = connection.createStatement()) {
            connection.setAutoCommit(false);
            session.execute("SET LOCAL ROLE kennzahl_app; SET LOCAL app.tenant_slug = '" + tenant.slug() + "'");
            session.execute("SELECT set_config('app.tenant', (SELECT tenant_id::text FROM tenant), true)");
            List<String> found = new ArrayList<>();
            try (ResultSet rows = session.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1).replaceAll("^\\(|\\)$", ""));
                }
            }
            connection.rollback();
            connection.setAutoCommit(true);
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
