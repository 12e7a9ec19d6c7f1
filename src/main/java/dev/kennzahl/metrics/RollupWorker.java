package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Row;
import org.jboss.logging.Logger;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.database.TenantTransactions;

/** Looks again and again which tenants have learned something, and has their sums brought up to date. */
@ApplicationScoped
public class RollupWorker {
    private static final Logger LOG = Logger.getLogger(RollupWorker.class);

    private final TenantTransactions transactions;
    private final RollupKeeper keeper;
    private final TracedEffects traced;
    private final MetricsConfig config;
    /** How far the knowledge of each tenant was when this node last looked after its sums. */
    private final Map<Integer, Instant> seen = new ConcurrentHashMap<>();
    /** Those who learned something while their sums were kept: the rest of these is left for later. */
    private final Map<Integer, Begun> begun = new ConcurrentHashMap<>();
    /** When their next turn is due, on the scale of {@link System#nanoTime}. */
    private final Map<Integer, Long> resting = new ConcurrentHashMap<>();

    private volatile Cancellable rounds = () -> {};

    RollupWorker(TenantTransactions transactions, RollupKeeper keeper, TracedEffects traced, MetricsConfig config) {
        this.transactions = transactions;
        this.keeper = keeper;
        this.traced = traced;
        this.config = config;
    }

    void onStart(@Observes StartupEvent event) {
        rounds = Multi.createBy()
                .repeating()
                .uni(() -> Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(config.rollupEvery())
                        .chain(this::round))
                .indefinitely()
                .subscribe()
                .with(done -> {}, failure -> LOG.error("Sums are not kept any more until the next start", failure));
    }

    void onStop(@Observes ShutdownEvent event) {
        rounds.cancel();
    }

    private Uni<Void> round() {
        return transactions
                .backlog(connection -> connection
                        .query("SET LOCAL app.rollups = 'true'")
                        .execute()
                        .chain(() -> connection
                                .query("SELECT tenant_id, known_at FROM tenant_clock")
                                .execute()))
                .onItem()
                .transformToMulti(rows -> Multi.createFrom().iterable(rows))
                .filter(row -> !knownAt(row).equals(seen.get(row.getInteger(0))) && isDue(row.getInteger(0)))
                .onItem()
                .transformToUniAndConcatenate(row -> ofTenant(row.getInteger(0), knownAt(row)))
                .collect()
                .asList()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warn("Could not look whose sums are behind; trying again", failure))
                .onFailure()
                .recoverWithNull();
    }

    private static Instant knownAt(Row row) {
        return Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(1)));
    }

    private boolean isDue(int tenantId) {
        Long due = resting.get(tenantId);
        return due == null || System.nanoTime() - due >= 0;
    }

    /** @param knownAt how far the tenant's knowledge was at its begin */
    private record Begun(RollupKeeper.Pass pass, Instant knownAt) {}

    /**
     * A burst of changes must not be slowed by keeping sums of it: the longer it took, the longer until the next time, when what
     * changed again and again meanwhile is summed once.
     */
    private void rest(int tenantId, long began) {
        long now = System.nanoTime();
        resting.put(tenantId, now + config.rollupRest() * (now - began));
    }

    private Uni<Void> ofTenant(int tenantId, Instant knownAt) {
        long began = System.nanoTime();
        Begun before = begun.remove(tenantId);
        Uni<Begun> pass = before == null
                ? keeper.begin(tenantId, knownAt).map(first -> new Begun(first, knownAt))
                : Uni.createFrom().item(before);
        return traced.effect(
                        "keep sums",
                        tenantId,
                        () -> pass.flatMap(all -> all.pass().goOn().invoke(end -> {
                            if (end) {
                                seen.put(tenantId, all.knownAt());
                            } else {
                                begun.put(tenantId, all);
                            }
                        })))
                .onTermination()
                .invoke(() -> rest(tenantId, began))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "Tenant %d: sums stay behind for now", tenantId))
                .onFailure()
                .recoverWithNull();
    }
}
