package dev.kennzahl.database;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Ready means that the store answers, and soon: one that stands still is as good as none. The check that Quarkus brings along waits
 * so long for the answer that whoever asks takes it for no answer.
 */
@Readiness
@ApplicationScoped
class StoreReadiness implements AsyncHealthCheck {
    /** Less than the two seconds that the probe of the manifests waits. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final Pool pool;

    /** The look under way: of a store that stands still one is enough, however often probes come. */
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> looking = new AtomicReference<>();

    StoreReadiness(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .completionStage(this::look)
                .ifNoItem()
                .after(PATIENCE)
                .recoverWithItem(false)
                .map(answered ->
                        HealthCheckResponse.named("Store").status(answered).build());
    }

    private CompletableFuture<Boolean> look() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> other = looking.compareAndExchange(null, mine);
        if (other != null) {
            return other.copy(); // who stops waiting for it must not end it for the others
        }
        pool.query("SELECT 1").execute().subscribe().with(rows -> done(mine, true), failure -> done(mine, false));
        return mine.copy();
    }

    private void done(CompletableFuture<Boolean> look, boolean answered) {
        looking.set(null);
        look.complete(answered);
    }
}
