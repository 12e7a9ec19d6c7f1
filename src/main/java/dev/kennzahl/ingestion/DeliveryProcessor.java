package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.database.TenantTransactions;

/** Applies stored deliveries: translates them, records what they say, and notes the outcome, all in one transaction. */
@Singleton
class DeliveryProcessor {
    private static final Logger LOG = Logger.getLogger(DeliveryProcessor.class);

    private static final int NARROWING = 8;

    private final TenantTransactions transactions;
    private final DeliveryStore store;
    private final ConnectionDirectory directory;
    private final DeliveryTranslator translator;
    private final ChangeApplier applier;
    private final IngestionConfig config;

    DeliveryProcessor(
            TenantTransactions transactions,
            DeliveryStore store,
            ConnectionDirectory directory,
            DeliveryTranslator translator,
            ChangeApplier applier,
            IngestionConfig config) {
        this.transactions = transactions;
        this.store = store;
        this.directory = directory;
        this.translator = translator;
        this.applier = applier;
        this.config = config;
    }

    /**
     * Applies the next deliveries of the tenant, oldest first.
     *
     * @return whether there may be more
     */
    Uni<Boolean> applyNext(int tenantId) {
        return applyNext(tenantId, config.deliveriesPerTurn());
    }

    /** What the store refuses is narrowed down: smaller and smaller turns, until the delivery at fault stands alone. */
    private Uni<Boolean> applyNext(int tenantId, int limit) {
        if (limit <= 1) {
            return applyOne(tenantId);
        }
        return applyNext(tenantId, limit, ignored -> {})
                .onFailure(failure -> !StoreOutage.isBehind(failure))
                .recoverWithUni(failure -> applyNext(tenantId, limit / NARROWING));
    }

    /** The store takes everything but one delivery: that one is set aside, its neighbours go through. */
    private Uni<Boolean> applyOne(int tenantId) {
        AtomicReference<DeliveryStore.@Nullable Stored> tried = new AtomicReference<>();
        return applyNext(tenantId, 1, tried::set)
                .onFailure(alone -> !StoreOutage.isBehind(alone) && tried.get() != null)
                .recoverWithUni(alone -> {
                    // This very one, not the oldest of now: another node may have gone on in between.
                    long id = Objects.requireNonNull(tried.get()).deliveryId();
                    LOG.errorf(alone, "Delivery %d of tenant %d could not be applied and was set aside", id, tenantId);
                    String reason = "The store refused it: " + alone.getClass().getSimpleName();
                    return transactions
                            .write(tenantId, connection -> store.setAside(connection, tenantId, id, reason))
                            .replaceWith(true);
                });
    }

    private Uni<Boolean> applyNext(int tenantId, int limit, Consumer<DeliveryStore.Stored> first) {
        return transactions.write(tenantId, connection -> applier.takeTurn(connection, tenantId)
                .flatMap(turn -> store.oldest(connection, tenantId, limit, config.bytesPerTurn())
                        .flatMap(stored -> {
                            if (stored.isEmpty()) {
                                return Uni.createFrom().item(false);
                            }
                            first.accept(stored.get(0));
                            return apply(connection, turn, stored).replaceWith(mayLeaveSome(stored, limit));
                        })));
    }

    private boolean mayLeaveSome(List<DeliveryStore.Stored> stored, int limit) {
        long bytes = stored.stream()
                .mapToLong(delivery -> delivery.delivery().body().length)
                .sum();
        return stored.size() == limit || bytes >= config.bytesPerTurn();
    }

    private Uni<Void> apply(SqlConnection connection, ChangeApplier.Turn turn, List<DeliveryStore.Stored> stored) {
        Set<UUID> ids = new HashSet<>();
        stored.forEach(delivery -> ids.add(delivery.connectionId()));
        return directory
                .settings(connection, turn.tenantId(), turn.zone(), ids)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(entries -> translateAll(stored, entries))
                .flatMap(translated -> {
                    List<Change> changes = new ArrayList<>();
                    translated.forEach(delivery -> changes.addAll(delivery.changes()));
                    return applier.apply(connection, turn, changes)
                            .flatMap(fresh -> note(connection, turn, translated, fresh));
                });
    }

    private List<DeliveryTranslator.Translated> translateAll(
            List<DeliveryStore.Stored> stored, Map<UUID, ConnectionDirectory.Entry> entries) {
        return stored.stream()
                .map(delivery -> translator.translate(delivery, entries.get(delivery.connectionId())))
                .toList();
    }

    private Uni<Void> note(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            List<DeliveryTranslator.Translated> translated,
            List<Change> fresh) {
        // A merge is recorded for each of its parties and is one event all the same.
        Map<Long, Set<UUID>> isNew = new HashMap<>();
        fresh.forEach(change -> isNew.computeIfAbsent(change.origin().deliveryId(), id -> new HashSet<>())
                .add(change.event().eventId()));
        return store.noteOutcomes(connection, turn.tenantId(), translated, isNew, turn.knownAt());
    }
}
