package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.ingestion.file.UnreadableFileException;
import dev.kennzahl.sales.TenantSettings;

/**
 * Applies accepted files. Reading a file is pulling, so it runs on a worker thread that waits for the store; rows go in by
 * turns, and each turn's transaction also notes how far it came, which is where a restart goes on. When two nodes are at one
 * import, the note decides: who finds that the import moved on without it leaves it to the other. A dry run is one transaction
 * and begins anew after a restart.
 */
@Singleton
class ImportProcessor {
    private static final Logger LOG = Logger.getLogger(ImportProcessor.class);

    private final TenantTransactions transactions;
    private final ImportStore store;
    private final TurnReader reader;
    private final TurnApplier applier;
    private final DryRuns dryRuns;
    private final Clock clock;
    private final Map<Integer, Position> lastSeen = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ImportProcessor(
            TenantTransactions transactions,
            ImportStore store,
            TurnReader reader,
            TurnApplier applier,
            DryRuns dryRuns,
            Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.reader = reader;
        this.applier = applier;
        this.dryRuns = dryRuns;
        this.clock = clock;
    }

    /** How far an import was. */
    private record Position(UUID importId, long rowsDone) {}

    /** This node does not go on with the import, and nothing is wrong with it. */
    static final class LeftException extends RuntimeException {
        LeftException(String toWhom) {
            super(toWhom);
        }

        static LeftException becauseOfStop() {
            return new LeftException("the next start, since the service stops");
        }
    }

    /** Has imports under way end with the rows they are at; the next start goes on from there. */
    void stop() {
        stopping = true;
    }

    /** Whether the tenant's oldest unfinished import has not moved since this was asked before: then nobody is at it. */
    Uni<Boolean> isAbandoned(int tenantId) {
        return transactions
                .read(tenantId, connection -> store.oldest(connection, tenantId))
                .map(found -> {
                    Position now = found.map(job -> new Position(job.id(), job.rowsDone()))
                            .orElse(null);
                    Position before = now == null ? lastSeen.remove(tenantId) : lastSeen.put(tenantId, now);
                    return now != null && now.equals(before);
                });
    }

    /**
     * Applies the tenant's oldest unfinished import to its end.
     *
     * @return whether there may be more
     */
    Uni<Boolean> applyNext(int tenantId) {
        return Uni.createFrom()
                .item(() -> {
                    Optional<ImportJob> job = transact(tenantId, connection -> store.oldest(connection, tenantId));
                    return job.isPresent() && apply(tenantId, job.get());
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Gives whether there may be more for this node to do. */
    private boolean apply(int tenantId, ImportJob job) {
        String error = null;
        try {
            if (job.dryRun()) {
                dryRuns.run(tenantId, job, () -> stopping);
            } else {
                applyRows(tenantId, job);
            }
        } catch (LeftException e) {
            LOG.infof("Import %s is left to %s", job.id(), e.getMessage());
            return false;
        } catch (UnreadableFileException e) {
            error = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            if (stopping || StoreOutage.isBehind(e)) {
                throw e; // goes on later where it stopped
            }
            LOG.errorf(CustomerData.without(e), "Import %s failed", job.id());
            error = job.dryRun()
                    ? "A fault of the service stopped the dry run; nothing was changed."
                    : "A fault of the service stopped the import after row " + job.rowsDone()
                            + "; what was applied stays.";
        }
        String outcome = error;
        transact(tenantId, connection -> store.finish(connection, tenantId, job.id(), outcome, clock.instant()));
        return true;
    }

    private void applyRows(int tenantId, ImportJob start) {
        ZoneId zone = transact(tenantId, connection -> TenantSettings.read(connection, tenantId))
                .calendar()
                .zone();
        Pending pending = new Pending();
        try {
            reader.read(
                    start,
                    zone,
                    number -> transact(tenantId, connection -> store.chunk(connection, tenantId, start.id(), number)),
                    Long.MAX_VALUE,
                    (turn, next) -> {
                        pending.await();
                        pending.begin(commit(tenantId, turn, next, pending));
                        if (stopping) {
                            pending.await();
                            throw LeftException.becauseOfStop();
                        }
                    });
        } finally {
            // Also when the file cannot be read any further: what was read is applied before the import ends.
            pending.await();
        }
    }

    private Uni<Void> commit(int tenantId, ImportTurn turn, ImportJob next, Pending pending) {
        return transactions.write(tenantId, connection -> applier.takeTurn(connection, tenantId)
                .flatMap(taken -> applier.screen(connection, tenantId, turn).flatMap(screened -> {
                    List<ImportStore.RejectedRow> refused = turn.rows().refused(screened);
                    pending.refused += refused.size();
                    ImportJob counted = next.less(pending.refused);
                    return store.advance(
                                    connection, tenantId, counted, turn.job().rowsDone())
                            .invoke(isOurs -> {
                                if (!isOurs) {
                                    throw new LeftException("another node, which is further");
                                }
                            })
                            .chain(() -> applier.apply(connection, taken, turn, screened))
                            .chain(() -> applier.setAside(connection, tenantId, turn, refused, screened));
                })));
    }

    /** The transaction of one turn, which runs while the next turn is read. There is never more than one. */
    private static final class Pending {
        private CompletableFuture<Void> transaction = CompletableFuture.completedFuture(null);
        /** Good rows of this and earlier turns that were set aside because they tell of erased people. */
        private long refused;

        void begin(Uni<Void> next) {
            transaction = next.subscribeAsCompletionStage();
        }

        /** Waits for its end; fails as it did, once. */
        void await() {
            CompletableFuture<Void> last = transaction;
            transaction = CompletableFuture.completedFuture(null);
            Uni.createFrom().completionStage(last).await().indefinitely();
        }
    }

    private <T> T transact(int tenantId, Function<SqlConnection, Uni<T>> work) {
        return transactions.write(tenantId, work).await().indefinitely();
    }
}
