package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.ingestion.DeliveryTranslator.Translated;
import dev.kennzahl.problem.ProblemCode;

/**
 * Notes where a delivery says something else under a duplicate key than the one before it. The first stands, since a sender
 * that repeats itself is the rule; but one that uses a key twice should not lose what it said unseen.
 */
@Singleton
class ConflictingBodies {
    private static final List<Column> SAID = List.of(
            new Column("delivery_id", "bigint"),
            new Column("record_id", "uuid"),
            new Column("event_id", "uuid"),
            new Column("kind", "text"),
            new Column("fields", "jsonb"),
            new Column("external_id", "text"));

    private final EventStore events;

    ConflictingBodies(EventStore events) {
        this.events = events;
    }

    /**
     * The outcomes with the conflicts among them.
     *
     * @param own the events that no earlier delivery brought, as {@code delivery/event}
     * @param readBefore deliveries that are read again: what they say otherwise now may be due to other options
     */
    Uni<List<Translated>> noted(
            SqlConnection connection, int tenantId, List<Translated> outcomes, Set<String> own, Set<Long> readBefore) {
        RowBatch batch = new RowBatch(SAID);
        for (Translated outcome : outcomes) {
            for (Change change : readBefore.contains(outcome.deliveryId()) ? List.<Change>of() : outcome.changes()) {
                if (!own.contains(outcome.deliveryId() + "/" + change.event().eventId())) {
                    batch.add(
                            outcome.deliveryId(),
                            change.event().recordId(),
                            change.event().eventId(),
                            change.event().kind(),
                            events.write(change.event().fields()),
                            change.record().externalId());
                }
            }
        }
        if (batch.isEmpty()) {
            return Uni.createFrom().item(outcomes);
        }
        // Not the time: some senders' events have none but that of their receipt.
        return connection
                .preparedQuery("SELECT s.delivery_id, s.external_id FROM " + batch.table(2)
                        + " s JOIN change_event e ON e.tenant_id = $1 AND e.record_id = s.record_id"
                        + " AND e.event_id = s.event_id AND (e.kind, e.fields) <> (s.kind, s.fields)")
                .execute(batch.parameters(tenantId))
                .map(rows -> {
                    Map<Long, List<Rejection>> conflicts = new HashMap<>();
                    for (Row row : rows) {
                        conflicts
                                .computeIfAbsent(row.getLong(0), id -> new ArrayList<>())
                                .add(conflict(row.getString(1)));
                    }
                    return with(outcomes, conflicts);
                });
    }

    /** Once noted, a conflict stays with its delivery when that is read again. */
    static List<Translated> kept(List<DeliveryStore.Stored> stored, List<Translated> outcomes) {
        Map<Long, List<Rejection>> conflicts = new HashMap<>();
        stored.forEach(delivery -> delivery.rejections().stream()
                .filter(rejection -> rejection.code().equals(ProblemCode.CONFLICT.name()))
                .forEach(rejection -> conflicts
                        .computeIfAbsent(delivery.deliveryId(), id -> new ArrayList<>())
                        .add(rejection)));
        return with(outcomes, conflicts);
    }

    private static List<Translated> with(List<Translated> outcomes, Map<Long, List<Rejection>> conflicts) {
        return conflicts.isEmpty()
                ? outcomes
                : outcomes.stream()
                        .map(outcome -> with(outcome, conflicts.getOrDefault(outcome.deliveryId(), List.of())))
                        .toList();
    }

    private static Translated with(Translated outcome, List<Rejection> conflicts) {
        List<Rejection> rejections = new ArrayList<>(outcome.rejections());
        rejections.addAll(conflicts);
        return new Translated(
                outcome.deliveryId(),
                outcome.changes(),
                outcome.events(),
                outcome.ignored(),
                rejections,
                outcome.deadBecause());
    }

    private static Rejection conflict(String recordId) {
        return new Rejection(
                0,
                ProblemCode.CONFLICT.name(),
                null,
                "An earlier delivery said something else under the same id, and that stands; a new message needs a new id.",
                recordId);
    }
}
