package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** What a tenant may see of what came in, and do with it. */
@Singleton
public class Deliveries {
    private final TenantTransactions transactions;
    private final DeliveryStore store;
    private final ConnectionDirectory directory;
    private final Senders senders;
    private final Retention retention;
    private final RetentionWorker retentionWorker;
    private final DryReplays dryReplays;
    private final IntakeWorker worker;
    private final Clock clock;

    Deliveries(
            TenantTransactions transactions,
            DeliveryStore store,
            ConnectionDirectory directory,
            Senders senders,
            Retention retention,
            RetentionWorker retentionWorker,
            DryReplays dryReplays,
            IntakeWorker worker,
            Clock clock) {
        this.retention = retention;
        this.retentionWorker = retentionWorker;
        this.dryReplays = dryReplays;
        this.worker = worker;
        this.clock = clock;
        this.transactions = transactions;
        this.store = store;
        this.directory = directory;
        this.senders = senders;
    }

    /** One delivery, as it may be shown: also what was stored before the intake left credentials out is shown without them. */
    public Uni<DeliveryStore.Stored> get(int tenantId, long deliveryId) {
        return transactions
                .read(tenantId, tx -> existing(tx, tenantId, deliveryId))
                .flatMap(stored -> directory
                        .find(stored.connectionId())
                        .map(connection -> withoutCredentials(stored, connection)));
    }

    /** Has the delivery read again with the connection's present options. */
    public Uni<Integer> replay(int tenantId, long deliveryId) {
        return transactions
                .write(tenantId, tx -> existing(tx, tenantId, deliveryId).flatMap(stored -> {
                    requireRequest(stored);
                    return store.replay(tx, tenantId, DeliveryStore.Filter.ANY, deliveryId, clock.instant());
                }))
                .invoke(count -> worker.wake(tenantId));
    }

    /** The same for all that fit the filter, but for those that were purged; gives how many. */
    public Uni<Integer> replay(int tenantId, DeliveryStore.Filter filter) {
        return transactions
                .write(tenantId, tx -> store.replay(tx, tenantId, filter, null, clock.instant()))
                .invoke(count -> worker.wake(tenantId));
    }

    /** What a replay of one would change; nothing is kept. */
    public Uni<DryReplays.Tried> tryReplay(int tenantId, long deliveryId) {
        return transactions
                .read(tenantId, tx -> existing(tx, tenantId, deliveryId).invoke(Deliveries::requireRequest))
                .chain(() -> dryReplays.run(tenantId, DeliveryStore.Filter.ANY, deliveryId));
    }

    /** The same of all that fit the filter: of the oldest of them, as many as fit one turn. */
    public Uni<DryReplays.Tried> tryReplay(int tenantId, DeliveryStore.Filter filter) {
        return dryReplays.run(tenantId, filter, null);
    }

    private static void requireRequest(DeliveryStore.Stored stored) {
        if (stored.purgedAt() != null) {
            throw new Problem(
                    ProblemCode.GONE,
                    "id",
                    "The request of this delivery was purged at " + stored.purgedAt()
                            + ", so it cannot be replayed; what it said stays. Have the sender send it again.");
        }
    }

    /** Takes the raw request of a delivery out of the store; what it said stays. */
    public Uni<Void> purge(int tenantId, long deliveryId) {
        return transactions.write(tenantId, tx -> existing(tx, tenantId, deliveryId)
                .invoke(stored -> {
                    if (stored.status().equals("received")) {
                        throw new Problem(
                                ProblemCode.CONFLICT, "id", "This delivery is not applied yet; purge it after that.");
                    }
                })
                .chain(() -> retention.purgeOne(tx, tenantId, deliveryId, clock.instant())));
    }

    /** Takes all raw requests received before out of the store, but for those not applied yet; gives how many. */
    public Uni<Integer> purgeBefore(int tenantId, Instant before) {
        return retentionWorker.purgeBefore(tenantId, before);
    }

    private Uni<DeliveryStore.Stored> existing(SqlConnection tx, int tenantId, long deliveryId) {
        return store.get(tx, tenantId, deliveryId)
                .map(found -> found.orElseThrow(() -> Problem.notFound("delivery", Long.toString(deliveryId))));
    }

    private DeliveryStore.Stored withoutCredentials(
            DeliveryStore.Stored stored, Optional<ConnectionDirectory.Entry> connection) {
        return connection
                .flatMap(entry -> senders.find(entry.sender())
                        .map(sender -> StorableForm.of(sender, stored.delivery(), directory.settingsOf(entry))))
                .map(stored::with)
                .orElse(stored);
    }
}
