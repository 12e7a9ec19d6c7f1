package dev.kennzahl.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** A file of deals, against plain COPY of the very rows that the import makes of it into tables of the same build. */
class ImportBench {
    @Test
    void importsAtAQuarterOfTheRateOfCopy() throws IOException, SQLException {
        int rows = Report.scaled(1_000_000);
        Path file = Files.createTempFile("deals", ".csv");
        try (BenchService service = new BenchService("import")) {
            write(file, rows);
            BenchService.Tenant tenant = service.newTenant();
            BenchService.Cpu before = service.cpu();
            long start = System.nanoTime();
            JsonNode made = tenant.client().upload("/api/v1/imports/deals", "text/csv", file);
            double uploaded = (System.nanoTime() - start) / 1e9;
            awaitDone(service, tenant, made.path("id").asText());
            double imported = (System.nanoTime() - start) / 1e9;
            Report.note(
                    "%d rows: uploaded in %.1f s, imported in %.1f s (%.0f rows/s)",
                    rows, uploaded, imported, rows / imported);
            BenchService.Cpu used = service.cpu().since(before);
            Report.note("CPU: service %.1f s, Postgres %.1f s", used.service(), used.postgres());
            double copied = CopyBaseline.seconds(service, tenant.id());
            Report.note("COPY of the same rows: %.1f s (%.0f rows/s)", copied, rows / copied);
            Report.atLeast("import, × the row rate of COPY", copied / imported, 0.25);
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, int rows) throws IOException {
        LocalDate first = LocalDate.of(2023, 1, 1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("deal_id,name,customer_id,owner_id,product_id,region,stage,status,amount,currency,probability,"
                    + "created_at,expected_close_on,closed_at,lost_reason\n");
            for (int i = 0; i < rows; i++) {
                LocalDate created = first.plusDays(i % 900);
                LocalDate closed = created.plusDays(10 + i % 60);
                int fate = i % 4;
                out.write("D-" + i + ",Deal number " + i + ",C-" + i % 20_000 + ",E-" + i % 50 + ",P-" + i % 200
                        + ",Region "
                        + i % 8 + "," + (fate < 2 ? "negotiation" : "closed") + ","
                        + (fate < 2 ? "open" : fate == 2 ? "won" : "lost") + "," + (100 + i % 9_973) + ".50,EUR,"
                        + (fate < 2 ? "0.4" : "") + "," + created + "T09:00:00Z," + closed + ","
                        + (fate < 2 ? "" : closed + "T16:30:00Z") + "," + (fate == 3 ? "price" : "") + "\n");
            }
        }
    }

    private static void awaitDone(BenchService service, BenchService.Tenant tenant, String id) {
        double next = 0;
        for (; ; ) {
            JsonNode state = tenant.client().get("/api/v1/imports/" + id);
            boolean done = !state.path("status").asText().equals("running");
            if (state.path("progress").asDouble() >= next || done) {
                Report.note("%3.0f %% done: %s", 100 * state.path("progress").asDouble(), service.memory());
                next += 0.2;
            }
            if (done) {
                if (state.path("rejected").asLong() > 0
                        || !state.path("status").asText().equals("completed")) {
                    throw new IllegalStateException("not all rows went in: " + state);
                }
                return;
            }
            BenchService.pause(100);
        }
    }
}
