package dev.kennzahl.ingestion;

import java.time.Instant;
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
import java.util.stream.Collectors;

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
    private final DeliveryOutcomes outcomes;
    private final ConnectionDirectory directory;
    private final DeliveryTranslator translator;
    private final ChangeApplier applier;
    private final SupersededEvents superseded;
    private final ConflictingBodies conflicts;
    private final ErasureGuard guard;
    private final PrivacyDeletions privacy;
    private final HotRecords hotRecords;
    private final AnswersFirst answersFirst;
    private final TracedTurns traced;
    private final TurnSizes sizes;
    private final IngestionConfig config;

    DeliveryProcessor(
            TenantTransactions transactions,
            DeliveryStore store,
            DeliveryOutcomes outcomes,
            ConnectionDirectory directory,
            DeliveryTranslator translator,
            ChangeApplier applier,
            SupersededEvents superseded,
            ConflictingBodies conflicts,
            ErasureGuard guard,
            PrivacyDeletions privacy,
            HotRecords hotRecords,
            AnswersFirst answersFirst,
            TracedTurns traced,
            TurnSizes sizes,
            IngestionConfig config) {
        this.transactions = transactions;
        this.store = store;
        this.outcomes = outcomes;
        this.directory = directory;
        this.translator = translator;
        this.applier = applier;
        this.superseded = superseded;
        this.conflicts = conflicts;
        this.guard = guard;
        this.privacy = privacy;
        this.hotRecords = hotRecords;
        this.answersFirst = answersFirst;
        this.traced = traced;
        this.sizes = sizes;
        this.config = config;
    }

    /**
     * Applies the next deliveries of the tenant, oldest first.
     *
     * @return whether there may be more
     */
    Uni<Boolean> applyNext(int tenantId) {
        return answersFirst.go(tenantId).chain(() -> applyNext(tenantId, config.deliveriesPerTurn()));
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
                    LOG.errorf(
                            CustomerData.without(alone),
                            "Delivery %d of tenant %d could not be applied and was set aside",
                            id,
                            tenantId);
                    DeadReason reason = new DeadReason(
                            DeadReason.Kind.STORE_REFUSED,
                            "The store refused it: " + alone.getClass().getSimpleName());
                    return transactions
                            .write(tenantId, connection -> store.setAside(connection, tenantId, id, reason))
                            .replaceWith(true);
                });
    }

    /** What one turn came to. */
    private record Done(boolean mayBeMore, HotRecords.Recall recall) {}

    private Uni<Boolean> applyNext(int tenantId, int limit, Consumer<DeliveryStore.Stored> first) {
        return sizes.within(bytes -> applyNext(tenantId, limit, bytes, first));
    }

    private Uni<Boolean> applyNext(int tenantId, int limit, int bytes, Consumer<DeliveryStore.Stored> first) {
        return traced.turn(trail -> transactions.write(tenantId, connection -> applier.takeTurn(connection, tenantId)
                        .flatMap(turn -> {
                            HotRecords.Recall recall = hotRecords.recall(turn);
                            return store.oldest(connection, tenantId, limit, bytes)
                                    .flatMap(stored -> trail.follow(
                                                    connection,
                                                    turn,
                                                    stored,
                                                    () -> apply(connection, turn, recall, stored, first))
                                            .replaceWith(new Done(mayLeaveSome(stored, limit, bytes), recall)));
                        })))
                .invoke(done -> done.recall().keep())
                .map(Done::mayBeMore);
    }

    private Uni<Void> apply(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            HotRecords.Recall recall,
            List<DeliveryStore.Stored> stored,
            Consumer<DeliveryStore.Stored> first) {
        if (stored.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        answersFirst.noteTurn(turn.tenantId(), stored);
        first.accept(stored.get(0));
        return apply(connection, turn, recall, stored);
    }

    private static boolean mayLeaveSome(List<DeliveryStore.Stored> stored, int limit, int bytes) {
        return !stored.isEmpty() && (stored.size() == limit || DeliveryStore.bytes(stored) >= bytes);
    }

    /** Applies these deliveries, and no others that wait, in the caller's transaction, which may be taken back. */
    Uni<Void> applyThese(SqlConnection connection, ChangeApplier.Turn turn, List<DeliveryStore.Stored> stored) {
        return stored.isEmpty()
                ? Uni.createFrom().voidItem()
                : apply(connection, turn, hotRecords.recall(turn), stored);
    }

    private Uni<Void> apply(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            HotRecords.Recall recall,
            List<DeliveryStore.Stored> stored) {
        Set<UUID> ids = new HashSet<>();
        stored.forEach(delivery -> ids.add(delivery.connectionId()));
        return directory
                .settings(connection, turn.tenantId(), turn.zone(), ids)
                .flatMap(entries -> translateAll(stored, entries))
                .flatMap(translated -> {
                    List<Change> changes = new ArrayList<>();
                    translated.forEach(delivery -> changes.addAll(delivery.changes()));
                    return guard.screen(
                                    connection,
                                    turn.tenantId(),
                                    changes,
                                    List.of(),
                                    List.of(rejectedRecords(translated)))
                            .flatMap(screened -> apply(
                                            connection,
                                            turn,
                                            recall,
                                            readAgain(stored, translated),
                                            ConflictingBodies.kept(stored, screened.outcomes(translated)),
                                            screened.passed())
                                    .chain(() -> store.purge(
                                            connection, turn.tenantId(), screened.marked(translated), turn.knownAt()))
                                    // Once it is on record what became of the deliveries: what they brought goes, too.
                                    .chain(() -> privacy.follow(connection, turn, screened.passed(), recall)))
                            .replaceWithVoid();
                });
    }

    private Uni<Void> apply(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            HotRecords.Recall recall,
            Map<Long, Instant> again,
            List<DeliveryTranslator.Translated> outcomes,
            List<Change> changes) {
        return superseded
                .takeBack(connection, turn.tenantId(), again.keySet(), changes, turn.knownAt())
                .flatMap(taken -> applier.apply(connection, turn, changes, recordsOf(taken), recall)
                        .flatMap(fresh -> superseded
                                .onRecord(connection, turn.tenantId(), again.keySet())
                                .map(ours -> ownEvents(fresh, ours))
                                .flatMap(own -> conflicts
                                        .noted(connection, turn.tenantId(), outcomes, own, again.keySet())
                                        .flatMap(noted ->
                                                note(connection, turn, noted, own, unchanged(again, fresh, taken))))));
    }

    private static List<@Nullable String> rejectedRecords(List<DeliveryTranslator.Translated> translated) {
        return translated.stream()
                .flatMap(delivery -> delivery.rejections().stream())
                .map(Rejection::recordId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Which events no earlier delivery brought, as {@code delivery/event}. Read again, a delivery does not repeat itself. */
    private static Set<String> ownEvents(List<Change> fresh, Set<String> onRecord) {
        Set<String> own = new HashSet<>(onRecord);
        fresh.forEach(change ->
                own.add(change.origin().deliveryId() + "/" + change.event().eventId()));
        return own;
    }

    /**
     * Those that were applied before, with the time when. One that can no longer be read is not among them: what it said
     * stays, since the fault may be ours.
     */
    private static Map<Long, Instant> readAgain(
            List<DeliveryStore.Stored> stored, List<DeliveryTranslator.Translated> translated) {
        Map<Long, Instant> again = new HashMap<>();
        stored.forEach(delivery -> {
            if (delivery.appliedAt() != null) {
                again.put(delivery.deliveryId(), delivery.appliedAt());
            }
        });
        translated.stream()
                .filter(delivery -> delivery.deadBecause() != null)
                .forEach(delivery -> again.remove(delivery.deliveryId()));
        return again;
    }

    private static Set<UUID> recordsOf(List<SupersededEvents.Taken> taken) {
        return taken.stream().map(SupersededEvents.Taken::recordId).collect(Collectors.toSet());
    }

    /** Those whose second reading changed nothing; they count as applied when they first were. */
    private static Map<Long, Instant> unchanged(
            Map<Long, Instant> again, List<Change> fresh, List<SupersededEvents.Taken> taken) {
        Map<Long, Instant> unchanged = new HashMap<>(again);
        fresh.forEach(change -> unchanged.remove(change.origin().deliveryId()));
        taken.forEach(event -> unchanged.remove(event.deliveryId()));
        return unchanged;
    }

    /** By all processors beside each other, since Postgres waits meanwhile; in the order of the deliveries all the same. */
    private Uni<List<DeliveryTranslator.Translated>> translateAll(
            List<DeliveryStore.Stored> stored, Map<UUID, ConnectionDirectory.Entry> entries) {
        int each = 1 + (stored.size() - 1) / Runtime.getRuntime().availableProcessors();
        List<Uni<List<DeliveryTranslator.Translated>>> parts = new ArrayList<>();
        for (int from = 0; from < stored.size(); from += each) {
            List<DeliveryStore.Stored> part = stored.subList(from, Math.min(from + each, stored.size()));
            parts.add(Uni.createFrom()
                    .item(() -> part.stream()
                            .map(delivery -> translator.translate(delivery, entries.get(delivery.connectionId())))
                            .toList())
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
        }
        return Uni.join().all(parts).andCollectFailures().map(done -> done.stream()
                .flatMap(List::stream)
                .toList());
    }

    private Uni<Void> note(
            SqlConnection connection,
            ChangeApplier.Turn turn,
            List<DeliveryTranslator.Translated> translated,
            Set<String> own,
            Map<Long, Instant> unchanged) {
        return outcomes.note(
                connection,
                turn.tenantId(),
                translated,
                own,
                delivery -> unchanged.getOrDefault(delivery, turn.knownAt()));
    }
}
