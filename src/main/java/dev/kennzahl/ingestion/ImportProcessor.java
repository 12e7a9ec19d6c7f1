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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.ingestion.file.ColumnMapping;
import dev.kennzahl.ingestion.file.FileFormat;
import dev.kennzahl.ingestion.file.FileRow;
import dev.kennzahl.ingestion.file.RowSource;
import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.ingestion.file.UnreadableFileException;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.TenantSettings;

/**
 * Applies accepted files. Reading a file is pulling, so it runs on a worker thread that waits for the store; rows go in by
 * turns, and each turn's transaction also notes how far it came, which is where a restart goes on. When two nodes are at one
 * import, the note decides: who finds that the import moved on without it leaves it to the other.
 */
@Singleton
class ImportProcessor {
    private static final Logger LOG = Logger.getLogger(ImportProcessor.class);

    private final TenantTransactions transactions;
    private final ImportStore store;
    private final ChangeApplier applier;
    private final FactStore facts;
    private final ErasureGuard guard;
    private final Deletions deletions;
    private final ObjectMapper json;
    private final IngestionConfig config;
    private final Clock clock;
    private final Map<Integer, Position> lastSeen = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    ImportProcessor(
            TenantTransactions transactions,
            ImportStore store,
            ChangeApplier applier,
            FactStore facts,
            ErasureGuard guard,
            Deletions deletions,
            ObjectMapper json,
            IngestionConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.applier = applier;
        this.facts = facts;
        this.guard = guard;
        this.deletions = deletions;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** How far an import was. */
    private record Position(UUID importId, long rowsDone) {}

    /** This node does not go on with the import, and nothing is wrong with it. */
    private static final class LeftException extends RuntimeException {
        LeftException(String toWhom) {
            super(toWhom);
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
            applyRows(tenantId, job);
        } catch (LeftException e) {
            LOG.infof("Import %s is left to %s", job.id(), e.getMessage());
            return false;
        } catch (UnreadableFileException e) {
            error = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            if (stopping || StoreOutage.isBehind(e)) {
                throw e; // goes on later where it stopped
            }
            LOG.errorf(e, "Import %s failed", job.id());
            error = "A fault of the service stopped the import after row " + job.rowsDone()
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
        DataSet dataset = DataSet.ofName(start.dataset()).orElseThrow();
        RowTranslator translator = new RowTranslator(dataset, ColumnMapping.parse(start.mapping(), json), zone);
        Pending pending = new Pending();
        StoredFile file = new StoredFile(
                number -> transact(tenantId, connection -> store.chunk(connection, tenantId, start.id(), number)));
        try (RowSource rows = FileFormat.ofKey(start.format()).open(file, config.maxRowLength())) {
            ImportTurn turn = new ImportTurn(dataset, start, 0, json, config.maxRejections());
            for (FileRow row = rows.next(); row != null; row = rows.next()) {
                if (turn.next() > start.rowsDone()) {
                    turn.add(row, translator.translate(row));
                }
                if (turn.size() >= config.rowsPerTurn()) {
                    pending.await();
                    ImportJob next = turn.advanced(file.bytesRead());
                    pending.begin(commit(tenantId, turn, next, pending));
                    turn = turn.following(next);
                    if (stopping) {
                        pending.await();
                        throw new LeftException("the next start, since the service stops");
                    }
                }
            }
            pending.await();
            pending.begin(commit(tenantId, turn, turn.advanced(file.bytesRead()), pending));
        } finally {
            // Also when the file cannot be read any further: what was read is applied before the import ends.
            pending.await();
        }
    }

    private Uni<Void> commit(int tenantId, ImportTurn turn, ImportJob next, Pending pending) {
        return transactions.write(
                tenantId, connection -> applier.takeTurn(connection, tenantId).flatMap(taken -> guard.screen(
                                connection,
                                tenantId,
                                turn.changes(),
                                turn.facts(),
                                turn.rows().rejectedCells())
                        .flatMap(screened -> {
                            List<ImportStore.RejectedRow> refused = turn.rows().refused(screened);
                            pending.refused += refused.size();
                            ImportJob counted = next.less(pending.refused);
                            return store.advance(
                                            connection,
                                            tenantId,
                                            counted,
                                            turn.job().rowsDone())
                                    .invoke(isOurs -> {
                                        if (!isOurs) {
                                            throw new LeftException("another node, which is further");
                                        }
                                    })
                                    .chain(() -> apply(connection, taken, turn, screened))
                                    .chain(() -> store.addRejections(
                                            connection,
                                            tenantId,
                                            next.id(),
                                            turn.rows()
                                                    .kept(turn.rejected(), refused, screened, config.maxRejections())));
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

    private Uni<Void> apply(SqlConnection connection, ChangeApplier.Turn taken, ImportTurn turn, Screened screened) {
        return turn.dataset() instanceof FactType type
                ? facts.believe(
                        connection, taken, type, screened.facts(), turn.job().id())
                : deletions
                        .restoring(connection, taken, (EntityType) turn.dataset(), screened.passed())
                        .flatMap(changes -> applier.apply(connection, taken, changes))
                        .replaceWithVoid();
    }

    private <T> T transact(int tenantId, Function<SqlConnection, Uni<T>> work) {
        return transactions.write(tenantId, work).await().indefinitely();
    }
}
