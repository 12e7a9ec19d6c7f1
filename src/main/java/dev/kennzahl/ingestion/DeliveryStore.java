package dev.kennzahl.ingestion;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.RowBatch;
import dev.kennzahl.database.RowBatch.Column;
import dev.kennzahl.database.SqlTime;

/** The stored deliveries: what waits to be applied, and what became of the rest. */
@Singleton
public class DeliveryStore {
    private static final String COLUMNS =
            "SELECT delivery_id, connection_id, received_at, method, query, headers::text, body,"
                    + " status, applied_at, events, duplicates, ignored, rejections::text, reason, reason_kind, purged_at";

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

    DeliveryStore(ObjectMapper json) {
        this.json = json;
    }

    /**
     * A delivery with its outcome.
     *
     * @param status {@code received}, {@code applied} or {@code dead}
     * @param events how many events it held, once applied
     * @param duplicates how many of them were known already
     * @param reason why it is dead
     * @param reasonKind what kind of reason that is, a {@link DeadReason.Kind}; null when it is not dead
     * @param purgedAt when the request itself was taken out of the store; then it is empty
     */
    public record Stored(
            long deliveryId,
            UUID connectionId,
            IncomingDelivery delivery,
            String status,
            @Nullable Instant appliedAt,
            @Nullable Integer events,
            @Nullable Integer duplicates,
            @Nullable Integer ignored,
            List<Rejection> rejections,
            @Nullable String reason,
            DeadReason.@Nullable Kind reasonKind,
            @Nullable Instant purgedAt) {

        Stored with(IncomingDelivery other) {
            return new Stored(
                    deliveryId,
                    connectionId,
                    other,
                    status,
                    appliedAt,
                    events,
                    duplicates,
                    ignored,
                    rejections,
                    reason,
                    reasonKind,
                    purgedAt);
        }
    }

    /** What to list; null for any. */
    public record Filter(
            @Nullable UUID connectionId, @Nullable String status, @Nullable Instant from, @Nullable Instant to) {}

    /**
     * The next deliveries to apply, in order: one at least, and as many more as stay within both bounds.
     *
     * @param bytes how large their bodies may be together
     */
    Uni<List<Stored>> oldest(SqlConnection connection, int tenantId, int limit, int bytes) {
        return connection
                .preparedQuery(
                        COLUMNS
                                // Read once, in the order of the index of what waits: nothing to sort, nothing to join.
                                + """
                         FROM (SELECT next.*, sum(octet_length(body)) OVER (ORDER BY delivery_id ROWS UNBOUNDED PRECEDING)
                                      - octet_length(body) AS before
                                 FROM (SELECT * FROM delivery
                                        WHERE tenant_id = $1 AND status = 'received' ORDER BY delivery_id LIMIT $2) next) waiting
                         WHERE before < $3
                         ORDER BY delivery_id
                        """)
                .execute(Tuple.of(tenantId, limit, bytes))
                .map(this::read);
    }

    /**
     * Notes what became of deliveries, all in one statement.
     *
     * @param own the events that no earlier delivery brought, as {@code delivery/event}
     * @param appliedAt of a delivery's id, when it counts as applied
     */
    Uni<Void> noteOutcomes(
            SqlConnection connection,
            int tenantId,
            List<DeliveryTranslator.Translated> deliveries,
            Set<String> own,
            Function<Long, Instant> appliedAt) {
        RowBatch batch = new RowBatch(OUTCOME);
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
                        + " FROM " + batch.table(2) + " o WHERE d.tenant_id = $1 AND d.delivery_id = o.delivery_id")
                .execute(batch.parameters(tenantId))
                .replaceWithVoid();
    }

    /** Sets a delivery aside that cannot be applied, unless another node has dealt with it since. */
    Uni<Void> setAside(SqlConnection connection, int tenantId, long deliveryId, DeadReason reason) {
        return connection
                .preparedQuery(
                        """
                        UPDATE delivery SET status = 'dead', reason = $3, reason_kind = $4
                         WHERE tenant_id = $1 AND delivery_id = $2 AND status = 'received'
                        """)
                .execute(Tuple.of(
                        tenantId, deliveryId, reason.text(), reason.kind().name()))
                .replaceWithVoid();
    }

    /**
     * Empties applied deliveries of all that came in with them; what became of them stays.
     *
     * @return how many were not empty yet
     */
    Uni<Integer> purge(SqlConnection connection, int tenantId, Set<Long> deliveries, Instant at) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return connection
                .preparedQuery(
                        """
                        UPDATE delivery SET body = '', headers = '{}', query = '', purged_at = $3
                         WHERE tenant_id = $1 AND delivery_id = ANY ($2) AND status <> 'received' AND purged_at IS NULL
                        """)
                .execute(Tuple.of(tenantId, deliveries.toArray(new Long[0]), SqlTime.parameter(at)))
                .map(purged -> purged.rowCount());
    }

    /** Deliveries that fit the filter, newest first, from below the given id. */
    public Uni<List<Stored>> list(
            SqlConnection connection, int tenantId, Filter filter, @Nullable Long below, int limit) {
        return connection
                .preparedQuery(
                        COLUMNS
                                + """
                         FROM delivery
                         WHERE tenant_id = $1 AND ($2::uuid IS NULL OR connection_id = $2) AND ($3::text IS NULL OR status = $3)
                           AND ($4::timestamptz IS NULL OR received_at >= $4) AND ($5::timestamptz IS NULL OR received_at < $5)
                           AND ($6::bigint IS NULL OR delivery_id < $6) ORDER BY delivery_id DESC LIMIT $7
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenantId,
                        filter.connectionId(),
                        filter.status(),
                        time(filter.from()),
                        time(filter.to()),
                        below,
                        limit)))
                .map(this::read);
    }

    /** One delivery, if it is the tenant's. */
    public Uni<Optional<Stored>> get(SqlConnection connection, int tenantId, long deliveryId) {
        return connection
                .preparedQuery(COLUMNS + " FROM delivery WHERE tenant_id = $1 AND delivery_id = $2")
                .execute(Tuple.of(tenantId, deliveryId))
                .map(rows -> read(rows).stream().findFirst());
    }

    /**
     * Puts deliveries back in line to be applied again, those whose request is still there. What they say is known already, so
     * nothing is counted twice.
     *
     * @return how many
     */
    public Uni<Integer> replay(SqlConnection connection, int tenantId, Filter filter, @Nullable Long deliveryId) {
        return connection
                .preparedQuery(
                        """
                        UPDATE delivery SET status = 'received', reason = NULL, reason_kind = NULL
                         WHERE tenant_id = $1 AND purged_at IS NULL AND ($2::uuid IS NULL OR connection_id = $2) AND ($3::text IS NULL OR status = $3)
                           AND ($4::timestamptz IS NULL OR received_at >= $4) AND ($5::timestamptz IS NULL OR received_at < $5)
                           AND ($6::bigint IS NULL OR delivery_id = $6)
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenantId,
                        filter.connectionId(),
                        filter.status(),
                        time(filter.from()),
                        time(filter.to()),
                        deliveryId)))
                .map(rows -> rows.rowCount());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : SqlTime.parameter(instant);
    }

    private List<Stored> read(Iterable<Row> rows) {
        List<Stored> stored = new ArrayList<>();
        for (Row row : rows) {
            String rejections = row.getString(12);
            stored.add(new Stored(
                    row.getLong(0),
                    row.getUUID(1),
                    new IncomingDelivery(
                            row.getString(3),
                            row.getString(4),
                            parse(row.getString(5), new TypeReference<Map<String, String>>() {}),
                            row.getBuffer(6).getBytes(),
                            Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(2)))),
                    row.getString(7),
                    SqlTime.instant(row.getOffsetDateTime(8)),
                    row.getInteger(9),
                    row.getInteger(10),
                    row.getInteger(11),
                    rejections == null ? List.of() : parse(rejections, new TypeReference<List<Rejection>>() {}),
                    row.getString(13),
                    row.getString(14) == null ? null : DeadReason.Kind.valueOf(row.getString(14)),
                    SqlTime.instant(row.getOffsetDateTime(15))));
        }
        return stored;
    }

    private <T> T parse(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the delivery log holds only what this class wrote", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rejections are plain text", e);
        }
    }
}
