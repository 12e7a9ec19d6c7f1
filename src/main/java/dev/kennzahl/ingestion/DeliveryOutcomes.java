package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.database.SqlTime;

/** Writes down what became of deliveries. */
@Singleton
class DeliveryOutcomes {
    private static final List<Column> OUTCOME = List.of(
            new Column("delivery_id", "bigint"),
            new Column("status", "text"),
            new Column("applied_at", "timestamptz"),
            new Column("events", "integer"),
            new Column("duplicates", "integer"),
            new Column("ignored", "integer"),
            new Column("rejections", "jsonb"),
            new Column("reason", "text"),
            new Column("reason_kind", "text"));

    private final ObjectMapper json;

    DeliveryOutcomes(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Notes what became of deliveries, all in one statement.
     *
     * @param own the events that no earlier delivery brought, as {@code delivery/event}
     * @param appliedAt of a delivery's id, when it counts as applied
     */
    Uni<Void> note(
            SqlConnection connection,
            int tenantId,
            List<DeliveryTranslator.Translated> deliveries,
            Set<String> own,
            Function<Long, Instant> appliedAt) {
        RowBatch batch = new RowBatch(OUTCOME);
        List<Long> ids = deliveries.stream()
                .map(DeliveryTranslator.Translated::deliveryId)
                .toList();
        for (DeliveryTranslator.Translated delivery : deliveries) {
            // A merge is recorded for each of its parties and is one event all the same.
            long isNew = delivery.changes().stream()
                    .map(change -> change.event().eventId())
                    .distinct()
                    .filter(id -> own.contains(delivery.deliveryId() + "/" + id))
                    .count();
            DeadReason dead = delivery.deadBecause();
            batch.add(
                    delivery.deliveryId(),
                    dead == null ? "applied" : "dead",
                    SqlTime.text(appliedAt.apply(delivery.deliveryId())),
                    delivery.events(),
                    delivery.events() - isNew,
                    delivery.ignored(),
                    write(delivery.rejections()),
                    dead == null ? null : dead.text(),
                    dead == null ? null : dead.kind().name());
        }
        return connection
                .preparedQuery("UPDATE delivery d SET status = o.status, applied_at = o.applied_at, events = o.events,"
                        + " duplicates = o.duplicates, ignored = o.ignored, rejections = o.rejections,"
                        + " reason = o.reason, reason_kind = o.reason_kind"
                        + " FROM " + batch.table(4) + " o WHERE d.tenant_id = $1 AND d.delivery_id = o.delivery_id"
                        // Those of a turn lie beside each other; without the bounds all deliveries would be read for a
                        // large one.
                        + " AND d.delivery_id BETWEEN $2 AND $3")
                .execute(batch.parameters(tenantId, Collections.min(ids), Collections.max(ids)))
                .replaceWithVoid();
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rejections are plain text", e);
        }
    }
}
