package dev.kennzahl.metrics;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Follows figures: the answer to a question as it is now, and again whenever it differs. Looks at regular times whether what the
 * answer follows from still holds, which one read serves for all who follow a tenant, and asks only when it does not.
 */
@Singleton
public class KpiChanges {
    private final KpiEngine engine;
    private final TracedEffects traced;
    private final MetricsConfig config;
    private final AtomicInteger followed = new AtomicInteger();

    KpiChanges(KpiEngine engine, TracedEffects traced, MetricsConfig config) {
        this.engine = engine;
        this.traced = traced;
        this.config = config;
    }

    /**
     * The answers, the first of them at once. Ends after the longest time that a figure is followed, so that who has lost the
     * right to ask does not go on for ever; it fails with a {@link Problem} that says what is wrong with the question. An outage
     * of the store is waited for once there has been an answer.
     */
    public Multi<KpiResult> of(int tenantId, KpiQuery query) {
        return Multi.createFrom().deferred(() -> {
            if (followed.incrementAndGet() > config.maxFollowed()) {
                followed.decrementAndGet();
                return Multi.createFrom()
                        .failure(
                                new Problem(
                                        ProblemCode.RATE_LIMITED,
                                        "This node follows " + config.maxFollowed()
                                                + " figures already, as many as it may. Try again later, or ask for the figure from time to time."));
            }
            AtomicReference<@Nullable KpiResult> last = new AtomicReference<>();
            return Multi.createBy()
                    .repeating()
                    .uni(() -> next(tenantId, query, last))
                    .withDelay(config.lookForChangesEvery())
                    .indefinitely()
                    .filter(Optional::isPresent)
                    .map(Optional::orElseThrow)
                    .select()
                    .first(config.followedAtMost())
                    .onTermination()
                    .invoke(followed::decrementAndGet);
        });
    }

    /** The answer of now; empty if it is the last one still. */
    private Uni<Optional<KpiResult>> next(int tenantId, KpiQuery query, AtomicReference<@Nullable KpiResult> last) {
        KpiResult before = last.get();
        if (before == null) {
            return engine.ask(tenantId, query).invoke(last::set).map(Optional::of);
        }
        return holds(before)
                .flatMap(holds -> holds
                        ? Uni.createFrom().item(Optional.<KpiResult>empty())
                        : traced.effect("follow figure", tenantId, () -> engine.ask(tenantId, query)
                                .map(answer -> {
                                    last.set(answer);
                                    return says(answer).equals(says(before))
                                            ? Optional.<KpiResult>empty()
                                            : Optional.of(answer);
                                })))
                .onFailure(StoreOutage::isBehind)
                .recoverWithItem(Optional.empty());
    }

    private Uni<Boolean> holds(KpiResult answer) {
        return answer.basis() == null ? Uni.createFrom().item(false) : engine.holds(answer.basis());
    }

    /** What a reader sees of an answer, without the time when it was given. */
    private static Object says(KpiResult answer) {
        return List.of(answer.series(), answer.timezone(), Objects.toString(answer.currency()), answer.partial());
    }
}
