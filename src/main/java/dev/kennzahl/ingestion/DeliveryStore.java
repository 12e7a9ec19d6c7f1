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

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;

/** The stored deliveries: what waits to be applied, and what became of the rest. */
@Singleton
public class DeliveryStore {
    private static final String COLUMNS =
            "SELECT delivery_id, connection_id, received_at, method, query, headers::text, body,"
                    + " status, applied_at, events, duplicates, ignored, rejections::text, reason, reason_kind, purged_at, replayed_at";

    /** Those that fit a filter and can be read again. */
    private static final String REPLAYABLE =
            """
             WHERE tenant_id = $1 AND purged_at IS NULL AND ($2::uuid IS NULL OR connection_id = $2) AND ($3::text IS NULL OR status = $3)
               AND ($4::timestamptz IS NULL OR received_at >= $4) AND ($5::timestamptz IS NULL OR received_at < $5)
               AND ($6::bigint IS NULL OR delivery_id = $6)
            """;

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
     * @param replayedAt when it was last put back in line, after it had been applied or set aside; null when it never was
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
            @Nullable Instant purgedAt,
            @Nullable Instant replayedAt) {

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
                    purgedAt,
                    replayedAt);
        }
    }

    /** What to list; null for any. */
    public record Filter(
            @Nullable UUID connectionId, @Nullable String status, @Nullable Instant from, @Nullable Instant to) {
        static final Filter ANY = new Filter(null, null, null, null);
    }

    /** How large their bodies are together. */
    static long bytes(List<Stored> stored) {
        return stored.stream()
                .mapToLong(delivery -> delivery.delivery().body().length)
                .sum();
    }

    /**
     * The next deliveries to apply, in order: one at least, and as many more as stay within both bounds.
     *
     * @param bytes how large their bodies may be together
     */
    Uni<List<Stored>> oldest(SqlConnection connection, int tenantId, int limit, int bytes) {
        return connection
                .preparedQuery(within("WHERE tenant_id = $1 AND status = 'received'", 2))
                .execute(Tuple.of(tenantId, limit, bytes))
                .map(this::read);
    }

    /** The same of those that could be replayed, whatever else waits. */
    Uni<List<Stored>> replayable(
            SqlConnection connection, int tenantId, Filter filter, @Nullable Long deliveryId, int limit, int bytes) {
        List<@Nullable Object> parameters = new ArrayList<>(chosen(tenantId, filter, deliveryId));
        parameters.add(limit);
        parameters.add(bytes);
        return connection
                .preparedQuery(within(REPLAYABLE, 7))
                .execute(Tuple.from(parameters))
                .map(this::read);
    }

    /**
     * The first that fit the condition, within a number of them and of bytes, which are the parameters from this one on. Read once,
     * in the order of the index: nothing to sort, nothing to join.
     */
    private static String within(String condition, int parameter) {
        return COLUMNS
                + " FROM (SELECT next.*, sum(octet_length(body)) OVER (ORDER BY delivery_id ROWS UNBOUNDED PRECEDING)"
                + " - octet_length(body) AS before FROM (SELECT * FROM delivery " + condition
                + " ORDER BY delivery_id LIMIT $" + parameter + ") next) waiting WHERE before < $" + (parameter + 1)
                + " ORDER BY delivery_id";
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
    public Uni<Integer> replay(
            SqlConnection connection, int tenantId, Filter filter, @Nullable Long deliveryId, Instant at) {
        List<@Nullable Object> parameters = new ArrayList<>(chosen(tenantId, filter, deliveryId));
        parameters.add(SqlTime.parameter(at));
        return connection
                .preparedQuery(
                        // The trace of the request that brought it was over long ago.
                        "UPDATE delivery SET status = 'received', reason = NULL, reason_kind = NULL, trace_parent = NULL,"
                                // One that waits for the first time goes on waiting since it came in.
                                + " replayed_at = CASE WHEN status = 'received' THEN replayed_at ELSE $7::timestamptz END"
                                + REPLAYABLE)
                .execute(Tuple.from(parameters))
                .map(rows -> rows.rowCount());
    }

    /** The parameters of {@link #REPLAYABLE}. */
    private static List<@Nullable Object> chosen(int tenantId, Filter filter, @Nullable Long deliveryId) {
        return Arrays.asList(
                tenantId, filter.connectionId(), filter.status(), time(filter.from()), time(filter.to()), deliveryId);
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
                    SqlTime.instant(row.getOffsetDateTime(15)),
                    SqlTime.instant(row.getOffsetDateTime(16))));
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
}
