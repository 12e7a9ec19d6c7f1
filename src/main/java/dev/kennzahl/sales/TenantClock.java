package dev.kennzahl.sales;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.SqlTime;

/** Puts all who write a tenant's history in one order, on all nodes. */
public final class TenantClock {
    private TenantClock() {}

    /**
     * A turn that was taken.
     *
     * @param lastKnownAt when something became known last
     * @param number one more than that of the turn before, whosever it was
     */
    public record Taken(Instant lastKnownAt, long number) {}

    /**
     * Takes the tenant's turn: until the transaction ends nobody else does. Every turn leaves its number, so that the next
     * one sees whether it is its own.
     */
    public static Uni<Taken> take(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery(
                        "UPDATE tenant_clock SET turns = turns + 1 WHERE tenant_id = $1 RETURNING known_at, turns")
                .execute(Tuple.of(tenantId))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Taken(Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(0))), row.getLong(1));
                });
    }

    /** Notes the trace in which something became known, if it did at that instant; used only while traces are made. */
    public static Uni<Void> noteTrace(SqlConnection connection, int tenantId, Instant knownAt, String traceParent) {
        return connection
                .preparedQuery(
                        "UPDATE tenant_clock SET traced_at = known_at, trace_parent = $3 WHERE tenant_id = $1 AND known_at = $2")
                .execute(Tuple.of(tenantId, SqlTime.parameter(knownAt), traceParent))
                .replaceWithVoid();
    }

    /** The trace in which the newest became known; empty when that was not traced. */
    public static Uni<Optional<String>> trace(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery(
                        "SELECT trace_parent FROM tenant_clock WHERE tenant_id = $1 AND traced_at = known_at AND trace_parent IS NOT NULL")
                .execute(Tuple.of(tenantId))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getString(0));
                    }
                    return Optional.<String>empty();
                });
    }
}
