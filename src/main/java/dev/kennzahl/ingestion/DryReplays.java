package dev.kennzahl.ingestion;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.TenantSettings;

/**
 * Tries replays: applies deliveries again exactly as a replay does, looks at what that changed, and takes it back. All is one
 * transaction that holds the tenant's turn, so nothing else comes between and nobody sees what is tried.
 */
@Singleton
public class DryReplays {
    private final TenantTransactions transactions;
    private final DeliveryStore store;
    private final DeliveryProcessor processor;
    private final ChangeApplier applier;
    private final TriedChanges changes;
    private final IngestionConfig config;

    DryReplays(
            TenantTransactions transactions,
            DeliveryStore store,
            DeliveryProcessor processor,
            ChangeApplier applier,
            TriedChanges changes,
            IngestionConfig config) {
        this.transactions = transactions;
        this.store = store;
        this.processor = processor;
        this.applier = applier;
        this.changes = changes;
        this.config = config;
    }

    /**
     * What came of a trial.
     *
     * @param deliveries how many were tried: as many of the oldest as fit one turn
     */
    public record Tried(int deliveries, DryRunReport report) {}

    Uni<Tried> run(int tenantId, DeliveryStore.Filter filter, @Nullable Long deliveryId) {
        return transactions.write(tenantId, connection -> TenantSettings.read(connection, tenantId)
                .flatMap(settings -> applier.takeTurn(connection, tenantId)
                        .call(() -> connection.query("SAVEPOINT dry_run").execute())
                        .flatMap(turn -> store.replayable(
                                        connection,
                                        tenantId,
                                        filter,
                                        deliveryId,
                                        config.deliveriesPerTurn() + 1,
                                        config.bytesPerTurn())
                                .flatMap(found -> run(connection, settings, turn, found)))
                        .call(() -> connection
                                .query("ROLLBACK TO SAVEPOINT dry_run")
                                .execute())));
    }

    private Uni<Tried> run(
            SqlConnection connection,
            TenantSettings settings,
            ChangeApplier.Turn turn,
            List<DeliveryStore.Stored> found) {
        List<DeliveryStore.Stored> tried =
                found.stream().limit(config.deliveriesPerTurn()).toList();
        long bytes = DeliveryStore.bytes(tried);
        boolean complete = found.size() == tried.size() && bytes < config.bytesPerTurn();
        return processor
                .applyThese(connection, turn, tried)
                .chain(() -> touched(connection, turn, tried))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(touched -> new Tried(tried.size(), changes.report(connection, settings, touched, complete, 0)));
    }

    /** The records that the deliveries speak of, or spoke of before, and all of which something else is believed since this turn. */
    private Uni<Map<DataSet, Set<UUID>>> touched(
            SqlConnection connection, ChangeApplier.Turn turn, List<DeliveryStore.Stored> tried) {
        Long[] ids = tried.stream().map(DeliveryStore.Stored::deliveryId).toArray(Long[]::new);
        Map<DataSet, Set<UUID>> touched = new LinkedHashMap<>();
        return Multi.createFrom()
                .items(EntityType.values())
                .onItem()
                .transformToUniAndConcatenate(entity -> connection
                        .preparedQuery(
                                """
                                SELECT e.record_id FROM change_event e JOIN record USING (tenant_id, record_id)
                                 WHERE e.tenant_id = $1 AND e.delivery_id = ANY ($2) AND record.entity = $4
                                UNION
                                SELECT e.record_id FROM superseded_event e JOIN record USING (tenant_id, record_id)
                                 WHERE e.tenant_id = $1 AND e.delivery_id = ANY ($2) AND record.entity = $4
                                UNION SELECT record_id FROM %1$s WHERE tenant_id = $1 AND known_from = $3
                                UNION SELECT record_id FROM %1$s WHERE tenant_id = $1 AND known_to = $3
                                """
                                        .formatted(entity.versionTable()))
                        .execute(Tuple.of(turn.tenantId(), ids, SqlTime.parameter(turn.knownAt()), entity.key()))
                        .invoke(rows -> {
                            Set<UUID> records = new LinkedHashSet<>();
                            rows.forEach(row -> records.add(row.getUUID(0)));
                            touched.put(entity, records);
                        }))
                .collect()
                .asList()
                .replaceWith(touched);
    }
}
