package dev.kennzahl.metrics;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.sql.Question;
import dev.kennzahl.metrics.sql.Rollup;
import dev.kennzahl.metrics.sql.RollupState;
import dev.kennzahl.metrics.sql.RollupWrites;
import dev.kennzahl.metrics.subject.Subject;
import dev.kennzahl.sales.HistoryDependent;
import dev.kennzahl.sales.TenantSettings;
import dev.kennzahl.sales.ZoneDependent;

/**
 * Keeps sums up to date, tenant by tenant. Whoever is at a tenant's sums keeps other nodes from them and nobody from applying
 * changes; doing it twice does nothing more.
 */
@Singleton
public class RollupKeeper implements HistoryDependent, ZoneDependent {
    private final TenantTransactions transactions;
    /** Made when first needed and not for the start: they ask every KPI what it is made of. */
    private final Instance<Rollups> rollups;

    private final MetricsConfig config;
    private final Clock clock;

    RollupKeeper(TenantTransactions transactions, Instance<Rollups> rollups, MetricsConfig config, Clock clock) {
        this.transactions = transactions;
        this.rollups = rollups;
        this.config = config;
        this.clock = clock;
    }

    /** Brings all sums of a tenant up to what is known, and makes those that are missing and worth it; one transaction each. */
    public Uni<Void> keep(int tenantId) {
        return begin(tenantId, Instant.MIN).flatMap(Pass::toTheEnd);
    }

    /**
     * A pass over all sums of a tenant that are worth keeping.
     *
     * @param knownAt how far the tenant's knowledge was when last seen
     */
    Uni<Pass> begin(int tenantId, Instant knownAt) {
        return transactions
                .read(tenantId, connection -> worthIt(connection, tenantId))
                .map(worthIt -> new Pass(
                        tenantId,
                        rollups.get().all().stream()
                                .filter(rollup ->
                                        worthIt.contains(rollup.moment().subject()))
                                .iterator(),
                        knownAt));
    }

    /** Sums of a tenant, brought up to date one after the other. */
    final class Pass {
        private final int tenantId;
        private final Iterator<Rollup> left;
        private Instant knownAt;

        private Pass(int tenantId, Iterator<Rollup> left, Instant knownAt) {
            this.tenantId = tenantId;
            this.left = left;
            this.knownAt = knownAt;
        }

        /**
         * Goes on until all are up to date, or until one has seen that the tenant has learned something meanwhile: whoever keeps
         * sums of a tenant that learns all the time does well to rest in between.
         *
         * @return whether that was the end
         */
        Uni<Boolean> goOn() {
            if (!left.hasNext()) {
                return Uni.createFrom().item(true);
            }
            Rollup next = left.next();
            return transactions
                    .write(tenantId, connection -> RollupKeeper.this.keep(connection, tenantId, next))
                    .flatMap(known -> {
                        boolean quiet = known.equals(knownAt);
                        knownAt = known;
                        return quiet ? goOn() : Uni.createFrom().item(!left.hasNext());
                    });
        }

        private Uni<Void> toTheEnd() {
            return goOn().flatMap(end -> end ? Uni.createFrom().voidItem() : toTheEnd());
        }
    }

    /** The kinds of record of which the tenant has enough. */
    private Uni<Set<Subject>> worthIt(SqlConnection connection, int tenantId) {
        Set<Subject> subjects = new LinkedHashSet<>();
        rollups.get().all().forEach(rollup -> subjects.add(rollup.moment().subject()));
        return Multi.createFrom()
                .iterable(subjects)
                .onItem()
                .transformToUniAndConcatenate(
                        subject -> RollupWrites.isWorthIt(connection, tenantId, subject, config.rollupFrom())
                                .map(isWorthIt -> isWorthIt ? Set.of(subject) : Set.<Subject>of()))
                .collect()
                .in(LinkedHashSet::new, Set::addAll);
    }

    /** @return up to when the tenant's knowledge is in these sums now */
    private Uni<Instant> keep(SqlConnection connection, int tenantId, Rollup rollup) {
        return RollupWrites.lock(connection, tenantId)
                .chain(() -> TenantSettings.read(connection, tenantId))
                .flatMap(settings -> RollupState.read(connection, tenantId, List.of(rollup))
                        .flatMap(states -> keep(connection, question(settings), states, rollup, settings.watermark()))
                        .replaceWith(settings.watermark()));
    }

    private Uni<Void> keep(
            SqlConnection connection,
            Question question,
            Map<Rollup, RollupState> states,
            Rollup rollup,
            Instant knownAt) {
        RollupState state = states.get(rollup);
        if (state != null && !state.isFarBehind()) {
            return state.knownAt().isBefore(knownAt)
                    ? RollupWrites.update(connection, question, state, knownAt)
                    : Uni.createFrom().voidItem();
        }
        return RollupWrites.build(connection, question, rollup, knownAt);
    }

    private Question question(TenantSettings settings) {
        return new Question(
                settings.tenantId(),
                settings.calendar().zone(),
                clock.instant(),
                null,
                settings.watermark(),
                settings.currency(),
                settings.currency(),
                settings.churn(),
                List.of(),
                List.of(),
                Map.of(),
                null);
    }

    @Override
    public Uni<Void> forget(SqlConnection connection, int tenantId) {
        return RollupWrites.lock(connection, tenantId).chain(() -> RollupWrites.forget(connection, tenantId));
    }

    /** Days begin elsewhere: all sums are of other days. */
    @Override
    public Uni<Void> follow(SqlConnection connection, int tenantId, ZoneId zone) {
        return forget(connection, tenantId);
    }
}
