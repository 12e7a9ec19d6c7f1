package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;

/** Which tenants have deliveries that wait to be applied, or imports under way, by whatever node. */
@Singleton
class UnfinishedWork {
    /**
     * A row per tenant that has some; since when its next delivery waits, by received_at, or replayed_at where it waits for the second time.
     * From tenant to tenant by the index of those that wait, so that it takes as long as there are tenants, however much waits. The
     * next in line is the oldest, unless older ones that were applied before were put before it.
     */
    static final String LOOK =
            """
            WITH RECURSIVE next_in_line AS (
                (SELECT tenant_id, coalesce(replayed_at, received_at) AS waits_since FROM delivery WHERE status = 'received'
                  ORDER BY tenant_id, delivery_id LIMIT 1)
                UNION ALL
                SELECT next.* FROM next_in_line last CROSS JOIN LATERAL (
                    SELECT tenant_id, coalesce(replayed_at, received_at) FROM delivery
                     WHERE status = 'received' AND tenant_id > last.tenant_id ORDER BY tenant_id, delivery_id LIMIT 1) next)
            SELECT tenant_id, bool_or(has_import), min(waits_since) FROM (
                SELECT tenant_id, false AS has_import, waits_since FROM next_in_line
                UNION ALL SELECT DISTINCT tenant_id, true, NULL::timestamptz FROM import_job WHERE status = 'running') work
             GROUP BY tenant_id
            """;

    /**
     * The work of one tenant.
     *
     * @param waitsSince since when its next delivery waits; null if none does
     */
    record OfTenant(int tenantId, boolean hasImport, @Nullable Instant waitsSince) {}

    Uni<List<OfTenant>> look(SqlConnection connection) {
        return connection.query(LOOK).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row ->
                        new OfTenant(row.getInteger(0), row.getBoolean(1), SqlTime.instant(row.getOffsetDateTime(2))))
                .toList());
    }
}
