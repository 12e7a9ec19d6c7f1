package dev.kennzahl.sales;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What came in for a tenant and is not in its figures yet. Those who take things in know; those who tell of figures ask. */
public interface PendingDeliveries {
    /** How many deliveries are received and not applied, as the transaction sees them. */
    Uni<Long> count(SqlConnection connection, int tenantId);
}
