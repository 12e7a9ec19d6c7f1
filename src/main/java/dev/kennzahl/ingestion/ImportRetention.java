package dev.kennzahl.ingestion;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.SqlTime;

/**
 * Takes out what imports leave behind: the pieces of uploads that nobody ended, since the service that received them was killed
 * or could not reach the store, and dry runs that nobody asks for any more. The pieces of a file that was received whole go in
 * the transaction that ends its import.
 */
@Singleton
class ImportRetention {
    /** Uploads without a piece since {@code uploads} are broken off; dry runs that ended before {@code dryRuns} are deleted. */
    record Limits(Instant uploads, Instant dryRuns) {}

    /** The tenants that have something to take out; asked for in the role that sees which, and nothing else. */
    Uni<List<Integer>> tenantsWithWork(SqlConnection connection, Limits limits) {
        return connection
                .preparedQuery(
                        "SELECT set_config('app.broken_off_before', $1, true), set_config('app.retention_before', $2, true)")
                .execute(Tuple.of(limits.uploads().toString(), limits.dryRuns().toString()))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                SELECT tenant_id FROM import_job WHERE status = 'receiving' AND progressed_at < $1
                                UNION SELECT tenant_id FROM import_job WHERE dry_run AND finished_at < $2
                                ORDER BY tenant_id
                                """)
                        .execute(Tuple.of(SqlTime.parameter(limits.uploads()), SqlTime.parameter(limits.dryRuns()))))
                .map(rows -> {
                    List<Integer> tenants = new ArrayList<>();
                    rows.forEach(row -> tenants.add(row.getInteger(0)));
                    return tenants;
                });
    }

    /**
     * Ends uploads that had no further piece since {@code before}, and deletes what came of them.
     *
     * @param patience how long that is, for the reason
     * @return how many, at most the limit
     */
    Uni<Integer> endBrokenUploads(
            SqlConnection connection, int tenantId, Instant before, Duration patience, int limit, Instant now) {
        String reason = "The upload broke off: no more of the file came for " + patience.toMinutes()
                + " minutes. Nothing of it was applied; send it again.";
        return connection
                .preparedQuery(
                        """
                        UPDATE import_job SET status = 'failed', error = $3, finished_at = $4
                         WHERE tenant_id = $1 AND import_id IN (
                               SELECT import_id FROM import_job
                                WHERE tenant_id = $1 AND status = 'receiving' AND progressed_at < $2
                                ORDER BY progressed_at LIMIT $5 FOR UPDATE SKIP LOCKED)
                        RETURNING import_id
                        """)
                .execute(Tuple.of(tenantId, SqlTime.parameter(before), reason, SqlTime.parameter(now), limit))
                .flatMap(rows -> {
                    List<UUID> ended = new ArrayList<>();
                    rows.forEach(row -> ended.add(row.getUUID(0)));
                    return connection
                            .preparedQuery("DELETE FROM import_chunk WHERE tenant_id = $1 AND import_id = ANY ($2)")
                            .execute(Tuple.of(tenantId, ended.toArray(new UUID[0])))
                            .replaceWith(ended.size());
                });
    }

    /**
     * Deletes the oldest dry runs that ended before {@code before}, with their rejected rows.
     *
     * @return how many, at most the limit
     */
    Uni<Integer> deleteDryRuns(SqlConnection connection, int tenantId, Instant before, int limit) {
        return connection
                .preparedQuery(
                        """
                        DELETE FROM import_job WHERE tenant_id = $1 AND import_id IN (
                               SELECT import_id FROM import_job WHERE tenant_id = $1 AND dry_run AND finished_at < $2
                                ORDER BY finished_at LIMIT $3 FOR UPDATE SKIP LOCKED)
                        """)
                .execute(Tuple.of(tenantId, SqlTime.parameter(before), limit))
                .map(rows -> rows.rowCount());
    }
}
