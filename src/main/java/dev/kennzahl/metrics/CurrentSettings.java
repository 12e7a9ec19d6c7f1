package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.TenantSettings;

/**
 * The settings of tenants as they stand when they are asked for. Who asks while they are being read gets those of the next read,
 * together with all others who do so: a read serves only those who asked before it began, and many of them at once.
 */
@Singleton
class CurrentSettings {
    private final TenantTransactions transactions;
    private final Map<Seat, List<UniEmitter<? super TenantSettings>>> waiting = new HashMap<>();

    CurrentSettings(TenantTransactions transactions) {
        this.transactions = transactions;
    }

    /** Each thread of the event loop reads for those who ask on it, so that nobody changes threads. */
    private record Seat(int tenantId, Thread thread) {}

    Uni<TenantSettings> of(int tenantId) {
        return Uni.createFrom().emitter(emitter -> {
            Seat seat = new Seat(tenantId, Thread.currentThread());
            if (!joins(seat, emitter)) {
                read(seat, List.of(emitter));
            }
        });
    }

    /** Whether a read is under way, whose successor will serve this one. */
    private synchronized boolean joins(Seat seat, UniEmitter<? super TenantSettings> emitter) {
        List<UniEmitter<? super TenantSettings>> next = waiting.get(seat);
        if (next == null) {
            waiting.put(seat, new ArrayList<>());
            return false;
        }
        return next.add(emitter);
    }

    /** Those who came meanwhile; without any of them the seat is free again. */
    private synchronized List<UniEmitter<? super TenantSettings>> next(Seat seat) {
        List<UniEmitter<? super TenantSettings>> next = Objects.requireNonNull(waiting.remove(seat));
        if (!next.isEmpty()) {
            waiting.put(seat, new ArrayList<>());
        }
        return next;
    }

    private void read(Seat seat, List<UniEmitter<? super TenantSettings>> served) {
        transactions
                .read(seat.tenantId(), connection -> TenantSettings.read(connection, seat.tenantId()))
                .subscribe()
                .with(
                        settings -> serve(seat, served, emitter -> emitter.complete(settings)),
                        failure -> serve(seat, served, emitter -> emitter.fail(failure)));
    }

    private void serve(
            Seat seat,
            List<UniEmitter<? super TenantSettings>> served,
            Consumer<UniEmitter<? super TenantSettings>> answer) {
        List<UniEmitter<? super TenantSettings>> next = next(seat);
        if (!next.isEmpty()) {
            read(seat, next);
        }
        served.forEach(answer);
    }
}
