package dev.kennzahl.ingestion;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;

import dev.kennzahl.database.TenantTransactions;

/**
 * Works off what was accepted, one tenant at a time in order, many tenants beside each other. It is woken by the intake and
 * looks for unfinished work at the start, so that what was acknowledged before a crash is applied after it.
 */
@ApplicationScoped
public class IntakeWorker {
    private static final Logger LOG = Logger.getLogger(IntakeWorker.class);

    private final TenantTransactions transactions;
    private final DeliveryProcessor deliveries;
    private final ImportProcessor imports;
    private final IngestionConfig config;
    private final Map<Integer, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> importCalls = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    IntakeWorker(
            TenantTransactions transactions,
            DeliveryProcessor deliveries,
            ImportProcessor imports,
            IngestionConfig config) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.imports = imports;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        resume();
    }

    void onStop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private void resume() {
        transactions
                .backlog(connection -> connection
                        .query(
                                """
                                SELECT DISTINCT tenant_id FROM delivery WHERE status = 'received'
                                UNION SELECT DISTINCT tenant_id FROM import_job WHERE status = 'running'
                                """)
                        .execute())
                .subscribe()
                .with(
                        rows -> rows.forEach(row -> {
                            wake(row.getInteger(0));
                            wakeImports(row.getInteger(0));
                        }),
                        failure -> {
                            LOG.warn("Could not look for unfinished work; trying again", failure);
                            later(this::resume);
                        });
    }

    /** There is a delivery to apply. */
    public void wake(int tenantId) {
        call(calls, tenantId, deliveries::applyNext);
    }

    /** There is an import to apply. */
    public void wakeImports(int tenantId) {
        call(importCalls, tenantId, imports::applyNext);
    }

    private interface Work {
        /** Does the next piece; gives whether there may be more. */
        Uni<Boolean> next(int tenantId);
    }

    private void call(Map<Integer, AtomicInteger> pending, int tenantId, Work work) {
        AtomicInteger count = pending.computeIfAbsent(tenantId, id -> new AtomicInteger());
        if (count.getAndIncrement() == 0) {
            Infrastructure.getDefaultWorkerPool().execute(() -> run(count, tenantId, work));
        }
    }

    private void run(AtomicInteger count, int tenantId, Work work) {
        if (stopping) {
            return; // what is left stays in the store and is found at the next start
        }
        int seen = count.get();
        work.next(tenantId)
                .subscribe()
                .with(
                        more -> {
                            if (more || !count.compareAndSet(seen, 0)) {
                                Infrastructure.getDefaultWorkerPool().execute(() -> run(count, tenantId, work));
                            }
                        },
                        failure -> {
                            if (!stopping) {
                                LOG.warnf(failure, "The intake of tenant %d stumbled; trying again", tenantId);
                                later(() -> run(count, tenantId, work));
                            }
                        });
    }

    private void later(Runnable task) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.retryAfter())
                .subscribe()
                .with(nothing -> Infrastructure.getDefaultWorkerPool().execute(task));
    }
}
