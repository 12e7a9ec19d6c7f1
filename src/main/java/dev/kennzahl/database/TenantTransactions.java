package dev.kennzahl.database;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Transactions that see one tenant and no other. Row-level security reads the tenant from a setting that ends with the
 * transaction, so a pooled connection never carries it to the next user.
 */
@ApplicationScoped
public class TenantTransactions {
    private final Pool pool;

    TenantTransactions(Pool pool) {
        this.pool = pool;
    }

    /** One consistent moment of the tenant's data, for reading only. */
    public <T> Uni<T> read(int tenantId, Function<SqlConnection, Uni<T>> work) {
        return run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL app.tenant = '" + tenantId + "'", work);
    }

    /** Reads and writes of one tenant, all or nothing. */
    public <T> Uni<T> write(int tenantId, Function<SqlConnection, Uni<T>> work) {
        return run("BEGIN; SET LOCAL app.tenant = '" + tenantId + "'", work);
    }

    /** A look at which tenants have unfinished work; sees nothing else. */
    public <T> Uni<T> backlog(Function<SqlConnection, Uni<T>> work) {
        return run("BEGIN READ ONLY; SET LOCAL ROLE kennzahl_backlog", work);
    }

    /** A transaction without a tenant: it sees only what the work itself presents a key to, see the finder policies. */
    public <T> Uni<T> withoutTenant(Function<SqlConnection, Uni<T>> work) {
        return run("BEGIN", work);
    }

    private <T> Uni<T> run(String begin, Function<SqlConnection, Uni<T>> work) {
        return pool.getConnection().flatMap(connection -> connection
                .query(begin)
                .execute()
                .chain(() -> work.apply(connection))
                .onItem()
                .call(() -> connection.query("COMMIT").execute())
                // Also when the caller went away: a connection with an open transaction must not reach the next user.
                .onFailure()
                .call(() -> rollback(connection))
                .onCancellation()
                .call(() -> rollback(connection))
                .onTermination()
                .call(connection::close));
    }

    private static Uni<Void> rollback(SqlConnection connection) {
        return connection
                .query("ROLLBACK")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}
