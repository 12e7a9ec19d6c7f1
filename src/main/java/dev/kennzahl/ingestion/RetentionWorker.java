package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

import dev.kennzahl.database.TenantTransactions;

/**
 * Keeps to what the configuration says of how long raw requests and deliveries stay, from time to time, tenant by tenant, in
 * small transactions. Several nodes may do so at once: each takes what no other is at.
 */
@ApplicationScoped
public class RetentionWorker {
    private static final Logger LOG = Logger.getLogger(RetentionWorker.class);

    /** Small enough to hold no lock for long and to leave a busy store some air between two. */
    private static final int BATCH = 500;

    /** Dead deliveries keep their request until they are deleted: somebody may still repair what stopped them. */
    private static final List<String> PURGED_BY_AGE = List.of("applied");

    private final TenantTransactions transactions;
    private final Retention retention;
    private final IngestionConfig config;
    private final Clock clock;
    private volatile Cancellable rounds = () -> {};

    RetentionWorker(TenantTransactions transactions, Retention retention, IngestionConfig config, Clock clock) {
        this.transactions = transactions;
        this.retention = retention;
        this.config = config;
        this.clock = clock;
    }

    void onStart(@Observes StartupEvent event) {
        Duration pause = config.retentionEvery();
        rounds = Multi.createBy()
                .repeating()
                .uni(() ->
                        Uni.createFrom().voidItem().onItem().delayIt().by(pause).chain(this::roundThatMayFail))
                .indefinitely()
                .subscribe()
                .with(done -> {}, failure -> LOG.error("Retention has stopped until the next start", failure));
    }

    void onStop(@Observes ShutdownEvent event) {
        rounds.cancel();
    }

    private Uni<Void> roundThatMayFail() {
        return round().onFailure()
                .invoke(failure -> LOG.warn("Old deliveries could not be taken out; trying again later", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Takes out all that is due now. */
    Uni<Void> round() {
        Instant now = clock.instant();
        Retention.Limits limits =
                new Retention.Limits(now.minus(config.keepBodies()), now.minus(config.keepDeliveries()));
        return transactions
                .backlog(connection -> retention.tenantsWithWork(connection, limits))
                .onItem()
                .transformToMulti(tenants -> Multi.createFrom().iterable(tenants))
                .onItem()
                .transformToUniAndConcatenate(tenant -> ofTenant(tenant, limits, now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> ofTenant(int tenantId, Retention.Limits limits, Instant now) {
        return inBatches(() ->
                        transactions.write(tenantId, tx -> retention.delete(tx, tenantId, limits.deliveries(), BATCH)))
                .chain(deleted -> inBatches(() -> transactions.write(
                                tenantId,
                                tx -> retention.purge(tx, tenantId, limits.bodies(), PURGED_BY_AGE, BATCH, now)))
                        .invoke(purged -> LOG.infof(
                                "Tenant %d: deleted %d old deliveries, emptied %d", tenantId, deleted, purged)))
                .replaceWithVoid();
    }

    /** Empties the requests of all deliveries received before, dead ones too; gives how many. */
    Uni<Integer> purgeBefore(int tenantId, Instant before) {
        Instant now = clock.instant();
        return inBatches(() -> transactions.write(
                tenantId, tx -> retention.purge(tx, tenantId, before, List.of("applied", "dead"), BATCH, now)));
    }

    /** Repeats until a batch finds nothing; gives the sum. */
    private static Uni<Integer> inBatches(Supplier<Uni<Integer>> batch) {
        return Multi.createBy()
                .repeating()
                .uni(() -> batch.get())
                .whilst(count -> count > 0)
                .collect()
                .with(java.util.stream.Collectors.summingInt(Integer::intValue));
    }
}
