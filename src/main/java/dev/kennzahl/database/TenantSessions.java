package dev.kennzahl.database;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;

/** Hibernate sessions for what is edited by hand, bound to one tenant like {@link TenantTransactions}. One use case, one session, one step at a time. */
@Singleton
public class TenantSessions {
    /** Runs the work in one session and transaction of the tenant. */
    public <T> Uni<T> inTransaction(int tenantId, Supplier<Uni<T>> work) {
        return Panache.withTransaction(() -> Panache.getSession()
                .flatMap(session -> session.createNativeQuery("SELECT set_config('app.tenant', ?1, true)", String.class)
                        .setParameter(1, Integer.toString(tenantId))
                        .getSingleResult())
                .chain(work::get));
    }
}
