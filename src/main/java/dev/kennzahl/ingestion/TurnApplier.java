package dev.kennzahl.ingestion;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;

/** What is done with the rows of a turn, in the caller's transaction: the same whether it is kept or only tried. */
@Singleton
class TurnApplier {
    private final ImportStore store;
    private final ErasureGuard guard;
    private final Deletions deletions;
    private final ChangeApplier changes;
    private final FactStore facts;
    private final IngestionConfig config;

    TurnApplier(
            ImportStore store,
            ErasureGuard guard,
            Deletions deletions,
            ChangeApplier changes,
            FactStore facts,
            IngestionConfig config) {
        this.store = store;
        this.guard = guard;
        this.deletions = deletions;
        this.changes = changes;
        this.facts = facts;
        this.config = config;
    }

    /** The tenant's turn, see {@link ChangeApplier#takeTurn}. */
    Uni<ChangeApplier.Turn> takeTurn(SqlConnection connection, int tenantId) {
        return changes.takeTurn(connection, tenantId);
    }

    /** Looks through the rows for erased people. */
    Uni<Screened> screen(SqlConnection connection, int tenantId, ImportTurn turn) {
        return guard.screen(
                connection, tenantId, turn.changes(), turn.facts(), turn.rows().rejectedCells());
    }

    /** Applies what may be applied of the rows. */
    Uni<Void> apply(SqlConnection connection, ChangeApplier.Turn taken, ImportTurn turn, Screened screened) {
        return turn.dataset() instanceof FactType type
                ? facts.believe(
                        connection, taken, type, screened.facts(), turn.job().id())
                : deletions
                        .restoring(connection, taken, (EntityType) turn.dataset(), screened.passed())
                        .flatMap(all -> changes.apply(connection, taken, all))
                        .replaceWithVoid();
    }

    /** The records or facts that {@link #apply} may touch. */
    static List<UUID> touched(ChangeApplier.Turn taken, ImportTurn turn, Screened screened) {
        return turn.dataset() instanceof FactType type
                ? screened.facts().stream()
                        .map(fact -> FactRow.of(type, fact, taken.zone()).id())
                        .collect(Collectors.toList())
                : screened.passed().stream()
                        .map(change -> change.event().recordId())
                        .collect(Collectors.toList());
    }

    /** Keeps the rows that were set aside. */
    Uni<Void> setAside(
            SqlConnection connection,
            int tenantId,
            ImportTurn turn,
            List<ImportStore.RejectedRow> refused,
            Screened screened) {
        return store.addRejections(
                connection,
                tenantId,
                turn.job().id(),
                turn.rows().kept(turn.rejected(), refused, screened, config.maxRejections()));
    }
}
