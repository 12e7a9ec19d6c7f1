package dev.kennzahl.metrics;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.TenantClock;
import dev.kennzahl.tracing.Traces;

/** Leads the trace in which something became known on to what follows from it here, whichever node applied it. */
@Singleton
class TracedEffects {
    private final Traces traces;
    private final TenantTransactions transactions;

    TracedEffects(Traces traces, TenantTransactions transactions) {
        this.traces = traces;
        this.transactions = transactions;
    }

    /** Work that is done because of the newest that is known of the tenant. */
    <T> Uni<T> effect(String name, int tenantId, Supplier<Uni<T>> work) {
        if (!traces.areOn()) {
            return work.get();
        }
        return transactions
                .read(tenantId, connection -> TenantClock.trace(connection, tenantId))
                .flatMap(place -> place.map(after -> traces.span(name, after, span -> {
                            span.setAttribute(Traces.TENANT, tenantId);
                            return work.get();
                        }))
                        .orElseGet(work));
    }
}
