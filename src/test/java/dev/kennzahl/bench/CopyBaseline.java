package dev.kennzahl.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.postgresql.PGConnection;

/** The baseline of applying: plain COPY of the very rows it has made, and nothing read, folded or compared. */
final class CopyBaseline {
    private static final List<String> TABLES = List.of("record", "change_event", "deal_version");

    private CopyBaseline() {}

    /** How long it takes to copy the tenant's rows into empty tables of the same build; asked once per service. */
    static double seconds(BenchService service, int tenantId) throws SQLException, IOException {
        double seconds = 0;
        try (Connection connection = service.connectAsOwner(tenantId);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA baseline");
            for (String table : TABLES) {
                String copy = "baseline." + table;
                // Indexes and checks come along; a clone has no row-level security, which COPY cannot bear.
                statement.execute("CREATE TABLE " + copy + " (LIKE " + table + " INCLUDING ALL)");
                Path rows = Files.createTempFile(table, ".copy");
                org.postgresql.copy.CopyManager copying =
                        connection.unwrap(PGConnection.class).getCopyAPI();
                try (OutputStream out = Files.newOutputStream(rows)) {
                    copying.copyOut("COPY (SELECT * FROM " + table + " ORDER BY ctid) TO STDOUT", out);
                }
                long start = System.nanoTime();
                try (InputStream in = Files.newInputStream(rows)) {
                    copying.copyIn("COPY " + copy + " FROM STDIN", in, 1 << 16);
                }
                double took = (System.nanoTime() - start) / 1e9;
                Report.note("COPY %s: %.1f s, %d MiB of text", table, took, Files.size(rows) >> 20);
                seconds += took;
                Files.delete(rows);
            }
        }
        return seconds;
    }
}
