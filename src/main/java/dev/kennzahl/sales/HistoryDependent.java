package dev.kennzahl.sales;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What is kept besides a tenant's history and made from it, and must go when the past is written anew; found by injection. */
public interface HistoryDependent {
    /** Forgets what was made from the history as it was, in the transaction that rewrites it. */
    Uni<Void> forget(SqlConnection connection, int tenantId);
}
