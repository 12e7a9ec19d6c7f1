package dev.kennzahl.ingestion;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;

/** What a tenant may see of what came in. */
@Singleton
public class Deliveries {
    private final TenantTransactions transactions;
    private final DeliveryStore store;
    private final ConnectionDirectory directory;
    private final Senders senders;

    Deliveries(TenantTransactions transactions, DeliveryStore store, ConnectionDirectory directory, Senders senders) {
        this.transactions = transactions;
        this.store = store;
        this.directory = directory;
        this.senders = senders;
    }

    /** One delivery, as it may be shown: also what was stored before the intake left credentials out is shown without them. */
    public Uni<DeliveryStore.Stored> get(int tenantId, long deliveryId) {
        return transactions
                .read(tenantId, tx -> store.get(tx, tenantId, deliveryId))
                .map(found -> found.orElseThrow(() -> Problem.notFound("delivery", Long.toString(deliveryId))))
                .flatMap(stored -> directory
                        .find(stored.connectionId())
                        .map(connection -> withoutCredentials(stored, connection)));
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
