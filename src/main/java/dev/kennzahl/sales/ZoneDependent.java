package dev.kennzahl.sales;

import java.time.ZoneId;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What was stored by the days of a tenant's zone, and has to follow when the zone changes; found by injection. */
public interface ZoneDependent {
    /**
     * Follows to the new zone, in the transaction that changes it and holds the tenant's turn, so that nobody applies changes
     * by the old zone meanwhile or afterwards.
     */
    Uni<Void> follow(SqlConnection connection, int tenantId, ZoneId zone);
}
