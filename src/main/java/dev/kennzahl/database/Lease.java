package dev.kennzahl.database;

import java.util.concurrent.atomic.AtomicBoolean;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import org.jboss.logging.Logger;

/** A connection of the pool for one transaction, given back exactly once, whatever becomes of the transaction. */
final class Lease {
    private static final Logger LOG = Logger.getLogger(Lease.class);

    private final SqlConnection connection;
    private final AtomicBoolean over = new AtomicBoolean();

    private Lease(SqlConnection connection) {
        this.connection = connection;
    }

    /** Waits for a connection; who leaves while waiting takes none along. */
    static Uni<Lease> of(Pool pool) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicBoolean gone = new AtomicBoolean();
            emitter.onTermination(() -> gone.set(true));
            // Not by the pool's Uni: cancelled, it forgets the connection that comes later, and the pool is one short.
            pool.getDelegate().getConnection().onComplete(got -> {
                if (got.failed()) {
                    emitter.fail(got.cause());
                } else if (gone.get()) {
                    got.result().close();
                } else {
                    emitter.complete(new Lease(SqlConnection.newInstance(got.result())));
                }
            });
        });
    }

    SqlConnection connection() {
        return connection;
    }

    Uni<Void> commit() {
        return connection.query("COMMIT").execute().replaceWithVoid();
    }

    Uni<Void> rollback() {
        return connection
                .query("ROLLBACK")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /** Gives the connection back; its transaction has ended. */
    Uni<Void> end() {
        return over.compareAndSet(false, true)
                ? connection.close()
                : Uni.createFrom().voidItem();
    }

    /**
     * Nobody waits for the answer any more: what is running is cancelled in the database, and the connection goes back when its
     * transaction is closed, for an open one must not reach the next user.
     */
    void abandon() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        // The server has taken the cancellation note of before it closes the connection that brought it, so none hits
        // the
        // next user's statement; a connection that is idle ignores it.
        Uni.createFrom()
                .completionStage(() -> PgConnection.cast(connection.getDelegate())
                        .cancelRequest()
                        .toCompletionStage())
                .onFailure()
                .invoke(failure -> LOG.warn("A statement that nobody waits for could not be cancelled", failure))
                .onFailure()
                .recoverWithNull()
                .chain(this::rollback)
                .chain(connection::close)
                .subscribe()
                .with(closed -> {}, failure -> LOG.warn("A connection could not be given back", failure));
    }
}
