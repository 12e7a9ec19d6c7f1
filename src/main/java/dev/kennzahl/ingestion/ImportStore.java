package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.database.SqlTime;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Imports as stored: the file in pieces, the progress, the rows set aside. */
@Singleton
public class ImportStore {
    private static final String COLUMNS =
            "SELECT import_id, dataset, format, mapping, status, bytes_received, bytes_done, rows_done,"
                    + " accepted, rejected, sequence, dry_run, created_at, finished_at, error FROM import_job";

    private final ObjectMapper json;

    ImportStore(ObjectMapper json) {
        this.json = json;
    }

    /** A row set aside, with the row as JSON. */
    public record RejectedRow(long line, int number, String code, @Nullable String field, String message, String row) {}

    public Uni<Void> open(
            SqlConnection connection,
            int tenantId,
            UUID id,
            String dataset,
            String format,
            @Nullable String mapping,
            boolean dryRun,
            Instant now) {
        return connection
                .preparedQuery(
                        """
                        INSERT INTO import_job (tenant_id, import_id, dataset, format, mapping, status, bytes_received, bytes_done,
                                                rows_done, accepted, rejected, created_at, progressed_at, dry_run)
                        VALUES ($1, $2, $3, $4, $5, 'receiving', 0, 0, 0, 0, 0, $6, $6, $7)
                        """)
                .execute(Tuple.from(
                        Arrays.asList(tenantId, id, dataset, format, mapping, SqlTime.parameter(now), dryRun)))
                .replaceWithVoid();
    }

    /** Stores the next piece; fails with a {@link Problem} when the upload counts as broken off by now. */
    public Uni<Void> addChunk(
            SqlConnection connection, int tenantId, UUID id, int number, byte[] content, Instant now) {
        return connection
                .preparedQuery(
                        """
                        WITH receiving AS (
                            UPDATE import_job SET progressed_at = $5
                             WHERE tenant_id = $1 AND import_id = $2 AND status = 'receiving' RETURNING import_id)
                        INSERT INTO import_chunk (tenant_id, import_id, chunk_no, content) SELECT $1, import_id, $3, $4 FROM receiving
                        """)
                .execute(Tuple.of(tenantId, id, number, Buffer.buffer(content), SqlTime.parameter(now)))
                .invoke(stored -> requireReceiving(stored.rowCount()))
                .replaceWithVoid();
    }

    private static void requireReceiving(int uploads) {
        if (uploads == 0) {
            throw new Problem(
                    ProblemCode.REQUEST_TIMEOUT,
                    "The upload came to a halt for so long that it was given up; nothing was stored, send it again.");
        }
    }

    /** The file is complete: from now on it will be applied, whatever happens; fails when it counts as broken off by now. */
    public Uni<Void> accept(SqlConnection connection, int tenantId, UUID id, long bytes) {
        return connection
                .preparedQuery(
                        "UPDATE import_job SET status = 'running', bytes_received = $3 WHERE tenant_id = $1 AND import_id = $2"
                                + " AND status = 'receiving'")
                .execute(Tuple.of(tenantId, id, bytes))
                .invoke(accepted -> requireReceiving(accepted.rowCount()))
                .replaceWithVoid();
    }

    /** Forgets an import that was not accepted. */
    public Uni<Void> discard(SqlConnection connection, int tenantId, UUID id) {
        return connection
                .preparedQuery(
                        "DELETE FROM import_job WHERE tenant_id = $1 AND import_id = $2 AND status = 'receiving'")
                .execute(Tuple.of(tenantId, id))
                .replaceWithVoid();
    }

    public Uni<Optional<ImportJob>> get(SqlConnection connection, int tenantId, UUID id) {
        return connection
                .preparedQuery(COLUMNS + " WHERE tenant_id = $1 AND import_id = $2 AND status <> 'receiving'")
                .execute(Tuple.of(tenantId, id))
                .map(ImportStore::first);
    }

    /** The oldest import that is not finished. */
    Uni<Optional<ImportJob>> oldest(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery(COLUMNS + " WHERE tenant_id = $1 AND status = 'running' ORDER BY sequence LIMIT 1")
                .execute(Tuple.of(tenantId))
                .map(ImportStore::first);
    }

    Uni<Optional<byte[]>> chunk(SqlConnection connection, int tenantId, UUID id, int number) {
        return connection
                .preparedQuery(
                        "SELECT content FROM import_chunk WHERE tenant_id = $1 AND import_id = $2 AND chunk_no = $3")
                .execute(Tuple.of(tenantId, id, number))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getBuffer(0).getBytes());
                    }
                    return Optional.<byte[]>empty();
                });
    }

    /**
     * Notes progress in the transaction of the rows it counts, so that no row is applied twice after a crash.
     *
     * @param from how many rows were done before
     * @return whether it stood there; if not, another node is at this import, and the transaction must not be kept
     */
    Uni<Boolean> advance(SqlConnection connection, int tenantId, ImportJob job, long from) {
        return connection
                .preparedQuery(
                        """
                        UPDATE import_job SET bytes_done = $3, rows_done = $4, accepted = $5, rejected = $6
                         WHERE tenant_id = $1 AND import_id = $2 AND rows_done = $7 AND status = 'running'
                        """)
                .execute(Tuple.from(List.of(
                        tenantId, job.id(), job.bytesDone(), job.rowsDone(), job.accepted(), job.rejected(), from)))
                .map(updated -> updated.rowCount() == 1);
    }

    /** Ends an import, unless it has ended already. */
    Uni<Void> finish(SqlConnection connection, int tenantId, UUID id, @Nullable String error, Instant now) {
        return connection
                .preparedQuery(
                        """
                        UPDATE import_job SET status = $3, error = $4, finished_at = $5, bytes_done = bytes_received
                         WHERE tenant_id = $1 AND import_id = $2 AND status = 'running'
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenantId, id, error == null ? "completed" : "failed", error, SqlTime.parameter(now))))
                .chain(() -> connection
                        .preparedQuery("DELETE FROM import_chunk WHERE tenant_id = $1 AND import_id = $2")
                        .execute(Tuple.of(tenantId, id)))
                .replaceWithVoid();
    }

    /** Whether the import is still to be applied; keeps it from ending until the transaction ends. */
    Uni<Boolean> isRunning(SqlConnection connection, int tenantId, UUID id) {
        return connection
                .preparedQuery(
                        "SELECT FROM import_job WHERE tenant_id = $1 AND import_id = $2 AND status = 'running' FOR UPDATE")
                .execute(Tuple.of(tenantId, id))
                .map(rows -> rows.size() == 1);
    }

    /** Keeps what a dry run found. */
    Uni<Void> keepReport(SqlConnection connection, int tenantId, UUID id, DryRunReport report) {
        try {
            return connection
                    .preparedQuery(
                            "UPDATE import_job SET report = $3::text::jsonb WHERE tenant_id = $1 AND import_id = $2")
                    .execute(Tuple.of(tenantId, id, json.writeValueAsString(report)))
                    .replaceWithVoid();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of text and numbers is always writable", e);
        }
    }

    /** What a dry run found; empty until it ended, and for other imports. */
    public Uni<Optional<DryRunReport>> report(SqlConnection connection, int tenantId, UUID id) {
        return connection
                .preparedQuery(
                        "SELECT report::text FROM import_job WHERE tenant_id = $1 AND import_id = $2 AND report IS NOT NULL")
                .execute(Tuple.of(tenantId, id))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(parse(row.getString(0)));
                    }
                    return Optional.<DryRunReport>empty();
                });
    }

    private DryRunReport parse(String report) {
        try {
            return json.readValue(report, DryRunReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds only reports that this class wrote", e);
        }
    }

    Uni<Void> addRejections(SqlConnection connection, int tenantId, UUID id, List<RejectedRow> rejected) {
        if (rejected.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        RowBatch batch = new RowBatch(List.of(
                new Column("import_id", "uuid"),
                new Column("line", "bigint"),
                new Column("rejection_no", "integer"),
                new Column("code", "text"),
                new Column("field", "text"),
                new Column("message", "text"),
                new Column("source_row", "jsonb")));
        rejected.forEach(
                row -> batch.add(id, row.line(), row.number(), row.code(), row.field(), row.message(), row.row()));
        return connection
                .preparedQuery(batch.insert("import_rejection") + " ON CONFLICT DO NOTHING")
                .execute(batch.parameters(tenantId))
                .replaceWithVoid();
    }

    /** The rows set aside, in the order of the file, from after the given line. */
    public Uni<List<RejectedRow>> rejections(
            SqlConnection connection, int tenantId, UUID id, long afterLine, int limit) {
        return connection
                .preparedQuery(
                        """
                        SELECT line, rejection_no, code, field, message, source_row::text FROM import_rejection
                         WHERE tenant_id = $1 AND import_id = $2 AND line IN (
                               SELECT DISTINCT line FROM import_rejection
                                WHERE tenant_id = $1 AND import_id = $2 AND line > $3 ORDER BY line LIMIT $4)
                         ORDER BY line, rejection_no
                        """)
                .execute(Tuple.of(tenantId, id, afterLine, limit))
                .map(rows -> {
                    List<RejectedRow> rejected = new ArrayList<>();
                    rows.forEach(row -> rejected.add(new RejectedRow(
                            row.getLong(0),
                            row.getInteger(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5))));
                    return rejected;
                });
    }

    private static Optional<ImportJob> first(Iterable<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new ImportJob(
                    row.getUUID(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9),
                    row.getLong(10),
                    row.getBoolean(11),
                    Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(12))),
                    SqlTime.instant(row.getOffsetDateTime(13)),
                    row.getString(14)));
        }
        return Optional.empty();
    }
}
