package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
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
 * Keeps to what the configuration says of how long raw requests, deliveries, broken uploads and dry runs stay, from time to
 * time, tenant by tenant, in small transactions. Several nodes may do so at once: each takes what no other is at.
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
    private final ImportRetention imports;
    private final IngestionConfig config;
    private final Clock clock;
    private volatile Cancellable rounds = () -> {};

    RetentionWorker(
            TenantTransactions transactions,
            Retention retention,
            ImportRetention imports,
            IngestionConfig config,
            Clock clock) {
        this.transactions = transactions;
        this.retention = retention;
        this.imports = imports;
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
                .invoke(failure -> LOG.warn("What is too old could not be taken out; trying again later", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Takes out all that is due now. */
    Uni<Void> round() {
        Instant now = clock.instant();
        return deliveries(now).chain(() -> imports(now));
    }

    private Uni<Void> imports(Instant now) {
        ImportRetention.Limits limits =
                new ImportRetention.Limits(now.minus(config.giveUpUploadsAfter()), now.minus(config.keepBodies()));
        return ofTenants(
                transactions.backlog(connection -> imports.tenantsWithWork(connection, limits)),
                tenant -> inBatches(() -> transactions.write(
                                tenant,
                                tx -> imports.endBrokenUploads(
                                        tx, tenant, limits.uploads(), config.giveUpUploadsAfter(), BATCH, now)))
                        .chain(ended -> inBatches(() -> transactions.write(
                                        tenant, tx -> imports.deleteDryRuns(tx, tenant, limits.dryRuns(), BATCH)))
                                .invoke(deleted -> LOG.infof(
                                        "Tenant %d: ended %d broken uploads, deleted %d old dry runs",
                                        tenant, ended, deleted))));
    }

    private Uni<Void> deliveries(Instant now) {
        Retention.Limits limits =
                new Retention.Limits(now.minus(config.keepBodies()), now.minus(config.keepDeliveries()));
        return ofTenants(
                transactions.backlog(connection -> retention.tenantsWithWork(connection, limits)),
                tenant -> ofTenant(tenant, limits, now));
    }

    private static Uni<Void> ofTenants(Uni<List<Integer>> tenants, IntFunction<Uni<?>> work) {
        return tenants.onItem()
                .transformToMulti(all -> Multi.createFrom().iterable(all))
                .onItem()
                .transformToUniAndConcatenate(work::apply)
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
