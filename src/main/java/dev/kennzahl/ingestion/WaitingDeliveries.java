package dev.kennzahl.ingestion;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.sales.PendingDeliveries;

/** Counts the deliveries that wait for their turn; there is an index of these alone. */
@Singleton
class WaitingDeliveries implements PendingDeliveries {
    @Override
    public Uni<Long> count(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery("SELECT count(*) FROM delivery WHERE tenant_id = $1 AND status = 'received'")
                .execute(Tuple.of(tenantId))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
