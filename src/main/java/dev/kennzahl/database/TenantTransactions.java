package dev.kennzahl.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that see one tenant and no other. Row-level security reads the tenant from a setting that ends with the
 * transaction, so a pooled connection never carries it to the next user. Who stops waiting for the outcome, as the web does when
 * a client leaves, ends the work in the database as well.
 */
@ApplicationScoped
public class TenantTransactions {
    private static final String READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL app.tenant = '";
    /**
     * The planner takes every date for a bucket of its own and would sort millions of records on disk for a few groups; compiling
     * pays for none of our statements; and planning anew takes longer than reading kept sums, see {@link #planAnew}.
     */
    private static final String ADDING_UP =
            "; SET LOCAL enable_sort = off; SET LOCAL jit = off; SET LOCAL plan_cache_mode = force_generic_plan";

    /** Postgres says so when a statement timeout, or an operator, ends a statement. */
    private static final String QUERY_CANCELED = "57014";

    /** Figures that take long leave a quarter of the connections to webhooks, to readiness and to all that is short. */
    private static final double SHARE_OF_FIGURES = 0.75;

    private final Pool pool;
    private final Vertx vertx;
    private final Gate figures;

    TenantTransactions(
            Pool pool, Vertx vertx, @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int connections) {
        this.pool = pool;
        this.vertx = vertx;
        figures = new Gate((int) Math.max(1, SHARE_OF_FIGURES * connections));
    }

    /** One consistent moment of the tenant's data, for reading only. */
    public <T> Uni<T> read(int tenantId, Function<SqlConnection, Uni<T>> work) {
        return look(READ + tenantId + "'", work);
    }

    /**
     * The same within a time, waiting for a connection included, of which such work never has all; what takes longer is cancelled in the
     * database.
     *
     * @return fails with {@link TimeoutException} when the time is over
     */
    public <T> Uni<T> read(int tenantId, Duration budget, Function<SqlConnection, Uni<T>> work) {
        return figure(tenantId, budget, "", work);
    }

    /** The same for adding up many records to a few figures. */
    public <T> Uni<T> addUp(int tenantId, Duration budget, Function<SqlConnection, Uni<T>> work) {
        return figure(tenantId, budget, ADDING_UP, work);
    }

    /** From here on statements of the transaction are planned for their parameters: better wherever many records are read. */
    public static Uni<Void> planAnew(SqlConnection connection) {
        // Few of many are looked up there, whatever was gone through before, see planForMany.
        return connection
                .query("SET LOCAL plan_cache_mode = auto; SET LOCAL enable_nestloop = on")
                .execute()
                .replaceWithVoid();
    }

    /**
     * The same for going through records. Of a tenant that is new, or has just imported, no statistics tell; the planner takes their
     * records for a few, and goes through tens of thousands for each of as many others, which takes minutes.
     */
    public static Uni<Void> planForMany(SqlConnection connection) {
        return connection
                .query("SET LOCAL plan_cache_mode = auto; SET LOCAL enable_nestloop = off")
                .execute()
                .replaceWithVoid();
    }

    /** Records are read, and may be sorted, as part of what adds up; afterwards that goes on by its own settings. */
    public static <T> Uni<T> readingRecords(SqlConnection connection, Supplier<Uni<T>> work) {
        return connection
                .query("SAVEPOINT records; SET LOCAL enable_sort = on; SET LOCAL plan_cache_mode = auto")
                .execute()
                .flatMap(begun -> work.get())
                .call(() -> connection.query("ROLLBACK TO SAVEPOINT records").execute());
    }

    private <T> Uni<T> figure(int tenantId, Duration budget, String settings, Function<SqlConnection, Uni<T>> work) {
        String begin = READ + tenantId + "'; SET LOCAL statement_timeout = " + budget.toMillis() + settings;
        return within(budget, figures.through(look(begin, work)));
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

    /**
     * For reading only, where two round trips are saved: the first statements follow the beginning without waiting for it, and
     * the answer is given before the end. Should the beginning fail, so does everything after it, and nothing of it is used.
     */
    private <T> Uni<T> look(String begin, Function<SqlConnection, Uni<T>> work) {
        return Lease.of(pool).flatMap(lease -> Uni.combine()
                .all()
                .unis(
                        lease.connection().query(begin).execute(),
                        Uni.createFrom().deferred(() -> work.apply(lease.connection())))
                .with((begun, result) -> result)
                .onItem()
                .invoke(lease::commitLater)
                .onFailure()
                .call(() -> lease.rollback().chain(lease::end))
                .onCancellation()
                .invoke(lease::abandon));
    }

    private <T> Uni<T> run(String begin, Function<SqlConnection, Uni<T>> work) {
        return Lease.of(pool).flatMap(lease -> lease.connection()
                .query(begin)
                .execute()
                .chain(() -> work.apply(lease.connection()))
                .onItem()
                .call(lease::commit)
                .onFailure()
                .call(lease::rollback)
                .onItemOrFailure()
                .call((done, failure) -> lease.end())
                // At once and beside what is running, which then ends early.
                .onCancellation()
                .invoke(lease::abandon));
    }

    /** On a timer of Vert.x, which fires on the thread that the work goes on, so that none of its steps runs meanwhile. */
    private <T> Uni<T> within(Duration budget, Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicReference<@Nullable Cancellable> running = new AtomicReference<>();
            long timer = vertx.setTimer(budget.toMillis(), fired -> {
                cancel(running);
                emitter.fail(new TimeoutException());
            });
            emitter.onTermination(() -> {
                vertx.cancelTimer(timer);
                cancel(running);
            });
            running.set(work.onFailure(TenantTransactions::isTimeout)
                    .transform(failure -> new TimeoutException())
                    .onItemOrFailure()
                    .invoke((done, failure) -> vertx.cancelTimer(timer))
                    .subscribe()
                    .with(emitter::complete, emitter::fail));
        });
    }

    private static void cancel(AtomicReference<@Nullable Cancellable> running) {
        Cancellable work = running.get();
        if (work != null) {
            work.cancel();
        }
    }

    /** The server's own statement timeout is there for the case that the service dies before it can cancel. */
    private static boolean isTimeout(Throwable failure) {
        return failure instanceof PgException database && QUERY_CANCELED.equals(database.getSqlState());
    }
}
