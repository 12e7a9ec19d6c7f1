package dev.kennzahl.ingestion;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.jboss.logging.Logger;

import dev.kennzahl.database.TenantTransactions;

/**
 * Works off what was accepted, one tenant at a time in order, many tenants beside each other. It is woken by the intake,
 * and looks for unfinished work at the start and from time to time, so that what was acknowledged before a crash is applied
 * after it, here or on another node.
 */
@ApplicationScoped
public class IntakeWorker {
    private static final Logger LOG = Logger.getLogger(IntakeWorker.class);

    /** A piece takes a second or two; a store that hangs must not keep the service from stopping. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final TenantTransactions transactions;
    private final UnfinishedWork unfinished;
    private final OldestWaiting oldest;
    private final DeliveryProcessor deliveries;
    private final ImportProcessor imports;
    private final IngestionConfig config;
    private final Map<Integer, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> importCalls = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean stopping;

    IntakeWorker(
            TenantTransactions transactions,
            UnfinishedWork unfinished,
            OldestWaiting oldest,
            DeliveryProcessor deliveries,
            ImportProcessor imports,
            IngestionConfig config) {
        this.transactions = transactions;
        this.unfinished = unfinished;
        this.oldest = oldest;
        this.deliveries = deliveries;
        this.imports = imports;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        // At once and without asking whether another node is at it: after a crash there is often no other.
        look(this::wakeImports);
    }

    /** Waits for the pieces under way while the store can still be reached: cut off, a sound piece looks like a failed one. */
    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        imports.stop();
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
    }

    private void look(IntConsumer withImports) {
        if (stopping) {
            return;
        }
        transactions
                .backlog(unfinished::look)
                .subscribe()
                .with(
                        work -> {
                            oldest.note(work);
                            work.forEach(tenant -> {
                                wake(tenant.tenantId());
                                if (tenant.hasImport()) {
                                    withImports.accept(tenant.tenantId());
                                }
                            });
                            later(config.lookAgainEvery(), () -> look(this::takeUpImports));
                        },
                        failure -> {
                            LOG.warn("Could not look for unfinished work; trying again", failure);
                            later(config.retryAfter(), () -> look(withImports));
                        });
    }

    /** Leaves an import alone that this node or another one is at. */
    private void takeUpImports(int tenantId) {
        AtomicInteger count = importCalls.get(tenantId);
        if (count != null && count.get() > 0) {
            return;
        }
        imports.isAbandoned(tenantId)
                .subscribe()
                .with(
                        abandoned -> {
                            if (abandoned) {
                                wakeImports(tenantId);
                            }
                        },
                        failure -> LOG.warn("Could not look at an unfinished import; trying again later", failure));
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
        underWay.incrementAndGet();
        work.next(tenantId)
                .onTermination()
                .invoke(underWay::decrementAndGet)
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
                                later(config.retryAfter(), () -> run(count, tenantId, work));
                            }
                        });
    }

    private void later(Duration delay, Runnable task) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(delay)
                .subscribe()
                .with(nothing -> Infrastructure.getDefaultWorkerPool().execute(task));
    }
}
