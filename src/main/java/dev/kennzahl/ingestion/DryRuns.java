package dev.kennzahl.ingestion;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.ingestion.file.UnreadableFileException;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.TenantSettings;

/**
 * Tries files: applies one exactly as an import does, looks at what that changed, and takes it back. All is one transaction that
 * holds the tenant's turn, so nothing else comes between, nobody sees what is tried, and a crash leaves nothing.
 */
@Singleton
class DryRuns {
    private final TenantTransactions transactions;
    private final ImportStore store;
    private final TurnReader reader;
    private final TurnApplier applier;
    private final TriedChanges changes;
    private final IngestionConfig config;
    private final Clock clock;

    DryRuns(
            TenantTransactions transactions,
            ImportStore store,
            TurnReader reader,
            TurnApplier applier,
            TriedChanges changes,
            IngestionConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.store = store;
        this.reader = reader;
        this.applier = applier;
        this.changes = changes;
        this.config = config;
        this.clock = clock;
    }

    /** Tries the file of the import and ends it, unless another node did so meanwhile. Waits, so it needs a worker thread. */
    void run(int tenantId, ImportJob job, BooleanSupplier stopping) {
        TriedChanges.await(transactions.write(tenantId, connection -> applier.takeTurn(connection, tenantId)
                .chain(() -> store.isRunning(connection, tenantId, job.id()))
                .flatMap(running -> running
                        ? TenantSettings.read(connection, tenantId)
                                .emitOn(Infrastructure.getDefaultWorkerPool())
                                .invoke(settings -> new Trial(connection, settings, job, stopping).run())
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem())));
    }

    /** One file being tried. */
    private final class Trial {
        private final SqlConnection connection;
        private final TenantSettings settings;
        private final int tenantId;
        private final ImportJob job;
        private final DataSet dataset;
        private final BooleanSupplier stopping;
        private final Set<UUID> touched = new LinkedHashSet<>();
        private ImportJob counted;
        private long erased;

        Trial(SqlConnection connection, TenantSettings settings, ImportJob job, BooleanSupplier stopping) {
            this.connection = connection;
            this.settings = settings;
            this.tenantId = settings.tenantId();
            this.job = job;
            this.dataset = DataSet.ofName(job.dataset()).orElseThrow();
            this.stopping = stopping;
            this.counted = job;
        }

        /**
         * Reads the file twice: what is set aside must stay when what is applied is taken back, and might be too much to be kept
         * in memory meanwhile.
         */
        void run() {
            Reading reading = read(this::setAside);
            TriedChanges.await(connection.query("SAVEPOINT dry_run").execute());
            read(this::apply);
            DryRunReport report =
                    changes.report(connection, settings, Map.of(dataset, touched), reading.isAll(), erased);
            TriedChanges.await(connection.query("ROLLBACK TO SAVEPOINT dry_run").execute());
            TriedChanges.await(store.advance(connection, tenantId, counted, job.rowsDone()));
            TriedChanges.await(store.keepReport(connection, tenantId, job.id(), report));
            TriedChanges.await(store.finish(connection, tenantId, job.id(), reading.error(), clock.instant()));
        }

        /** @param error why the file could not be read to its end */
        private record Reading(boolean isAll, @Nullable String error) {}

        private Reading read(TurnReader.Sink sink) {
            try {
                boolean isAll = reader.read(
                        job,
                        settings.calendar().zone(),
                        number -> TriedChanges.await(store.chunk(connection, tenantId, job.id(), number)),
                        config.dryRunRows(),
                        (turn, next) -> {
                            if (stopping.getAsBoolean()) {
                                throw ImportProcessor.LeftException.becauseOfStop();
                            }
                            sink.take(turn, next);
                        });
                return new Reading(isAll, null);
            } catch (UnreadableFileException e) {
                return new Reading(false, String.valueOf(e.getMessage()));
            }
        }

        private void setAside(ImportTurn turn, ImportJob next) {
            Screened screened = TriedChanges.await(applier.screen(connection, tenantId, turn));
            List<ImportStore.RejectedRow> refused = turn.rows().refused(screened);
            erased += refused.size();
            counted = next.less(erased);
            TriedChanges.await(applier.setAside(connection, tenantId, turn, refused, screened));
        }

        private void apply(ImportTurn turn, ImportJob next) {
            ChangeApplier.Turn taken = TriedChanges.await(applier.takeTurn(connection, tenantId));
            Screened screened = TriedChanges.await(applier.screen(connection, tenantId, turn));
            TriedChanges.await(applier.apply(connection, taken, turn, screened));
            touched.addAll(TurnApplier.touched(taken, turn, screened));
        }
    }
}
