package dev.kennzahl.ingestion;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.StoreOutage;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.tracing.Traces;

/**
 * The durable append that comes before every answer. Deliveries that arrive while a commit is under way share the next one
 * (group commit), so the rate is not bound to one disk flush per post; what waits is bounded.
 */
@ApplicationScoped
public class DeliveryLog {
    private static final Logger LOG = Logger.getLogger(DeliveryLog.class);
    private static final String INSERT = insert("", "", "");
    /** The same with where the traces of deliveries go on; while none are made, nobody pays for it. */
    private static final String INSERT_TRACED = insert(", trace_parent", ", u.trace_parent", ", $11::text[]");

    private final Pool pool;
    private final ObjectMapper json;
    private final IngestionConfig config;
    private final Traces traces;
    private final Counter stored;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private final AtomicBoolean flushing = new AtomicBoolean();

    DeliveryLog(Pool pool, ObjectMapper json, IngestionConfig config, Traces traces, MeterRegistry meters) {
        stored = meters.counter("kennzahl.deliveries.stored");
        meters.gauge("kennzahl.deliveries.waiting", waiting);
        this.pool = pool;
        this.json = json;
        this.config = config;
        this.traces = traces;
    }

    private static String insert(String column, String value, String parameter) {
        return """
            INSERT INTO delivery (tenant_id, connection_id, received_at, method, query, headers, body, status, reason_kind, reason%1$s)
            SELECT $1, d.* FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::text[], $9::text[], $10::text[]%3$s)
                   AS u (connection_id, received_at, method, query, headers, body, status, reason_kind, reason%1$s),
                   LATERAL (SELECT u.connection_id, u.received_at, u.method, u.query, u.headers::jsonb, u.body, u.status,
                                   u.reason_kind, u.reason%2$s) d
            """
                .formatted(column, value, parameter);
    }

    private record Waiting(
            int tenantId,
            UUID connectionId,
            IncomingDelivery delivery,
            @Nullable DeadReason deadBecause,
            @Nullable String traceParent,
            long since,
            UniEmitter<? super Void> answer) {}

    /**
     * Stores a delivery.
     *
     * @param deadBecause why it cannot be applied; null for one that is to be
     * @return completes when it is durable; fails with {@link ProblemCode#UNAVAILABLE} when too many wait already, or it waited too long
     */
    public Uni<Void> append(
            int tenantId, UUID connectionId, IncomingDelivery delivery, @Nullable DeadReason deadBecause) {
        return Uni.createFrom().emitter(answer -> {
            int now = waiting.incrementAndGet();
            mostWaiting.accumulateAndGet(now, Math::max);
            if (now > config.maxWaitingDeliveries()) {
                waiting.decrementAndGet();
                answer.fail(
                        new Problem(ProblemCode.UNAVAILABLE, "The intake is full. Nothing was stored; send it again."));
                return;
            }
            queue.add(new Waiting(
                    tenantId, connectionId, delivery, deadBecause, traces.here(), System.nanoTime(), answer));
            flush();
        });
    }

    /** How many senders waited for their answer at once, at most, since this was asked before. */
    int mostWaiting() {
        return mostWaiting.getAndSet(waiting.get());
    }

    private void flush() {
        if (!flushing.compareAndSet(false, true)) {
            return; // the flush under way goes on until the queue is empty
        }
        List<Waiting> batch = nextBatch();
        if (batch.isEmpty()) {
            flushing.set(false);
            if (!queue.isEmpty()) {
                flush(); // one came between the look and the release
            }
            return;
        }
        commit(batch).subscribe().with(done -> release(batch, null), failure -> afterFailure(batch, failure));
    }

    private List<Waiting> nextBatch() {
        List<Waiting> batch = new ArrayList<>();
        while (batch.size() < config.deliveriesPerCommit()) {
            Waiting next = queue.poll();
            if (next == null) {
                break;
            }
            if (System.nanoTime() - next.since() < config.answerWithin().toNanos()) {
                batch.add(next);
            } else {
                // Its sender is told to send again; were it stored nevertheless, a slow store would be kept busy with
                // repeats.
                waiting.decrementAndGet();
                next.answer().fail(tooLate());
            }
        }
        return batch;
    }

    /** What a sender hears when its delivery was not stored in time. The commit may be under way, so it may be stored after all. */
    public static Problem tooLate() {
        return new Problem(
                ProblemCode.UNAVAILABLE,
                "The store did not answer in time. Send it again: should it have been stored after all, the repeat is recognised.");
    }

    private Uni<Void> commit(List<Waiting> batch) {
        Map<Integer, List<Waiting>> byTenant = new TreeMap<>();
        batch.forEach(next -> byTenant.computeIfAbsent(next.tenantId(), id -> new ArrayList<>())
                .add(next));
        return pool.getConnection()
                .flatMap(connection ->
                        inOneGo(connection, byTenant).onTermination().call(connection::close))
                .invoke(() -> stored.increment(batch.size()));
    }

    /**
     * Sends the whole transaction without waiting in between, so that a commit costs one round trip. When a statement fails,
     * Postgres takes the COMMIT at the end for a ROLLBACK.
     */
    private Uni<Void> inOneGo(SqlConnection connection, Map<Integer, List<Waiting>> byTenant) {
        List<Uni<?>> statements = new ArrayList<>();
        statements.add(connection.query("BEGIN").execute());
        byTenant.forEach((tenantId, deliveries) -> {
            statements.add(connection
                    .query("SET LOCAL app.tenant = '" + tenantId + "'")
                    .execute());
            statements.add(connection
                    .preparedQuery(traces.areOn() ? INSERT_TRACED : INSERT)
                    .execute(Tuple.from(rows(tenantId, deliveries))));
        });
        statements.add(connection.query("COMMIT").execute());
        // To the end also after a failure: the connection must not go back before its transaction has ended.
        return Uni.combine().all().unis(statements).collectFailures().discardItems();
    }

    /** What the store refuses fails all that share its commit; one by one, only the delivery at fault fails. */
    private void afterFailure(List<Waiting> batch, Throwable failure) {
        if (batch.size() == 1 || StoreOutage.isBehind(failure)) {
            release(batch, failure);
            return;
        }
        LOG.warnf(failure, "A commit of %d deliveries was refused; storing them one by one", batch.size());
        Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(delivery -> commit(List.of(delivery))
                        .onItemOrFailure()
                        .invoke((done, refused) -> answer(delivery, refused))
                        // An outage ends it: the rest would only wait for the same.
                        .onFailure(refused -> !StoreOutage.isBehind(refused))
                        .recoverWithNull())
                .collect()
                .last()
                .subscribe()
                .with(done -> release(batch, null), outage -> release(batch, outage));
    }

    /** Lets the next commit begin and answers those not answered yet; a second answer has no effect. */
    private void release(List<Waiting> batch, @Nullable Throwable failure) {
        waiting.addAndGet(-batch.size());
        flushing.set(false);
        flush();
        batch.forEach(delivery -> answer(delivery, failure));
    }

    private static void answer(Waiting delivery, @Nullable Throwable failure) {
        if (failure == null) {
            delivery.answer().complete(null);
        } else {
            delivery.answer().fail(failure);
        }
    }

    private List<Object> rows(int tenantId, List<Waiting> deliveries) {
        List<Object> columns = new ArrayList<>(List.of(
                tenantId,
                deliveries.stream().map(Waiting::connectionId).toArray(UUID[]::new),
                deliveries.stream()
                        .map(d -> d.delivery().receivedAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new),
                deliveries.stream().map(d -> d.delivery().method()).toArray(String[]::new),
                deliveries.stream().map(d -> d.delivery().query()).toArray(String[]::new),
                deliveries.stream().map(d -> headers(d.delivery())).toArray(String[]::new),
                deliveries.stream().map(d -> Buffer.buffer(d.delivery().body())).toArray(Buffer[]::new),
                deliveries.stream()
                        .map(d -> d.deadBecause() == null ? "received" : "dead")
                        .toArray(String[]::new),
                deliveries.stream()
                        .map(d -> d.deadBecause() == null
                                ? null
                                : d.deadBecause().kind().name())
                        .toArray(String[]::new),
                deliveries.stream()
                        .map(d ->
                                d.deadBecause() == null ? null : d.deadBecause().text())
                        .toArray(String[]::new)));
        if (traces.areOn()) {
            columns.add(deliveries.stream().map(Waiting::traceParent).toArray(String[]::new));
        }
        return columns;
    }

    private String headers(IncomingDelivery delivery) {
        try {
            return json.writeValueAsString(delivery.headers());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers are plain text", e);
        }
    }
}
