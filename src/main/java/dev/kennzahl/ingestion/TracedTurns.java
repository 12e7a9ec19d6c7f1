package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.sales.TenantClock;
import dev.kennzahl.tracing.Traces;

/**
 * Leads the traces of requests that brought deliveries on to the turn that applies them. A turn takes many deliveries: it belongs to
 * the trace of the oldest, and the applying of each of the others, in the trace of that one, points to it.
 */
@Singleton
class TracedTurns {
    private static final Trail NONE = new Trail(null);

    private final Traces traces;

    TracedTurns(Traces traces) {
        this.traces = traces;
    }

    /** A turn, from before its transaction until that has ended. */
    <T> Uni<T> turn(Function<Trail, Uni<T>> work) {
        if (!traces.areOn()) {
            return work.apply(NONE);
        }
        Trail trail = new Trail(traces);
        return work.apply(trail).onTermination().invoke((done, failure, cancelled) -> trail.end(failure));
    }

    /** The spans of one turn. */
    static final class Trail {
        private final @Nullable Traces traces;
        private final List<Span> spans = new ArrayList<>();

        private Trail(@Nullable Traces traces) {
            this.traces = traces;
        }

        /** Does the turn's work in the traces of these deliveries, and leaves the place where what it makes known goes on from. */
        Uni<Void> follow(
                SqlConnection connection,
                ChangeApplier.Turn turn,
                List<DeliveryStore.Stored> stored,
                Supplier<Uni<Void>> work) {
            if (traces == null || stored.isEmpty()) {
                return work.get();
            }
            return places(connection, turn.tenantId(), stored).flatMap(places -> {
                if (places.isEmpty()) {
                    return work.get();
                }
                String place = Traces.place(begin(turn.tenantId(), stored.size(), places));
                return work.get()
                        .chain(() -> TenantClock.noteTrace(connection, turn.tenantId(), turn.knownAt(), place));
            });
        }

        /** Where the traces of deliveries go on from, by their ids; of those that have one. */
        private static Uni<Map<Long, String>> places(
                SqlConnection connection, int tenantId, List<DeliveryStore.Stored> stored) {
            Long[] ids = stored.stream().map(DeliveryStore.Stored::deliveryId).toArray(Long[]::new);
            return connection
                    .preparedQuery(
                            "SELECT delivery_id, trace_parent FROM delivery WHERE tenant_id = $1 AND delivery_id = ANY($2) AND trace_parent IS NOT NULL")
                    .execute(Tuple.of(tenantId, ids))
                    .map(rows -> {
                        Map<Long, String> places = new TreeMap<>();
                        for (Row row : rows) {
                            places.put(row.getLong(0), row.getString(1));
                        }
                        return places;
                    });
        }

        /** @return the turn's own span */
        private Span begin(int tenantId, int deliveries, Map<Long, String> places) {
            @Nullable Span turn = null;
            for (Map.Entry<Long, String> entry : places.entrySet()) {
                Span pointsTo = turn;
                Span delivery = Objects.requireNonNull(traces)
                        .begin(
                                "apply delivery",
                                entry.getValue(),
                                span -> pointsTo == null ? span : span.addLink(pointsTo.getSpanContext()));
                spans.add(delivery.setAttribute(Traces.TENANT, tenantId)
                        .setAttribute("kennzahl.delivery", entry.getKey()));
                if (turn == null) {
                    turn = beginTurn(delivery, tenantId, deliveries);
                }
            }
            return Objects.requireNonNull(turn);
        }

        private Span beginTurn(Span delivery, int tenantId, int deliveries) {
            Span turn = Objects.requireNonNull(traces).begin("take turn", Traces.place(delivery), span -> span);
            spans.add(0, turn.setAttribute(Traces.TENANT, tenantId).setAttribute("kennzahl.deliveries", deliveries));
            return turn;
        }

        private void end(@Nullable Throwable failure) {
            spans.forEach(span -> Traces.end(span, failure));
        }
    }
}
