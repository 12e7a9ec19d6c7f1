package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.SqlTime;

/** Takes raw requests, and later the deliveries themselves, out of the store. What they said stays in the history. */
@Singleton
class Retention {
    // What is not applied yet is never touched; who is at a row right now keeps it until the next round.
    private static final String PURGE =
            """
            UPDATE delivery d SET body = '', headers = '{}', query = '', purged_at = $2
              FROM (SELECT delivery_id FROM delivery
                     WHERE tenant_id = $1 AND purged_at IS NULL AND received_at < $3 AND status = ANY ($4::text[])
                     ORDER BY received_at LIMIT $5 FOR UPDATE SKIP LOCKED) o
             WHERE d.tenant_id = $1 AND d.delivery_id = o.delivery_id
            """;

    private static final String DELETE =
            """
            WITH with_body AS (
                SELECT delivery_id FROM delivery
                 WHERE tenant_id = $1 AND purged_at IS NULL AND received_at < $2 AND status <> 'received'
                 ORDER BY received_at LIMIT $3 FOR UPDATE SKIP LOCKED),
            purged AS (
                SELECT delivery_id FROM delivery
                 WHERE tenant_id = $1 AND purged_at IS NOT NULL AND received_at < $2
                 ORDER BY received_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            DELETE FROM delivery d USING (SELECT * FROM with_body UNION ALL SELECT * FROM purged) o
             WHERE d.tenant_id = $1 AND d.delivery_id = o.delivery_id
            """;

    /** Before these moments requests are emptied, and deliveries deleted. */
    record Limits(Instant bodies, Instant deliveries) {
        Instant later() {
            return bodies.isAfter(deliveries) ? bodies : deliveries;
        }
    }

    /** The tenants that have something to take out; asked for in the role that sees which, and nothing else. */
    Uni<List<Integer>> tenantsWithWork(SqlConnection connection, Limits limits) {
        return connection
                .preparedQuery("SELECT set_config('app.retention_before', $1, true)")
                .execute(Tuple.of(limits.later().toString()))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                SELECT t.tenant_id FROM tenant t
                                 WHERE EXISTS (SELECT FROM delivery d WHERE d.tenant_id = t.tenant_id AND d.purged_at IS NULL
                                          AND (d.received_at < $1 AND d.status = 'applied'
                                               OR d.received_at < $2 AND d.status <> 'received'))
                                    OR EXISTS (SELECT FROM delivery d WHERE d.tenant_id = t.tenant_id AND d.purged_at IS NOT NULL
                                          AND d.received_at < $2)
                                 ORDER BY t.tenant_id
                                """)
                        .execute(Tuple.of(SqlTime.parameter(limits.bodies()), SqlTime.parameter(limits.deliveries()))))
                .map(rows -> {
                    List<Integer> tenants = new ArrayList<>();
                    rows.forEach(row -> tenants.add(row.getInteger(0)));
                    return tenants;
                });
    }

    /**
     * Empties the requests of the oldest deliveries received before {@code before}.
     *
     * @return how many
     */
    Uni<Integer> purge(
            SqlConnection connection, int tenantId, Instant before, List<String> statuses, int limit, Instant now) {
        return connection
                .preparedQuery(PURGE)
                .execute(Tuple.of(
                        tenantId,
                        SqlTime.parameter(now),
                        SqlTime.parameter(before),
                        statuses.toArray(new String[0]),
                        limit))
                .map(rows -> rows.rowCount());
    }

    /** Empties the request of one delivery, if it waits for nothing and was not emptied before. */
    Uni<Void> purgeOne(SqlConnection connection, int tenantId, long deliveryId, Instant now) {
        return connection
                .preparedQuery(
                        """
                        UPDATE delivery SET body = '', headers = '{}', query = '', purged_at = $3
                         WHERE tenant_id = $1 AND delivery_id = $2 AND purged_at IS NULL AND status <> 'received'
                        """)
                .execute(Tuple.of(tenantId, deliveryId, SqlTime.parameter(now)))
                .replaceWithVoid();
    }

    /**
     * Deletes the oldest deliveries received before {@code before}.
     *
     * @return how many, at most twice the limit
     */
    Uni<Integer> delete(SqlConnection connection, int tenantId, Instant before, int limit) {
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(tenantId, SqlTime.parameter(before), limit))
                .map(rows -> rows.rowCount());
    }
}
