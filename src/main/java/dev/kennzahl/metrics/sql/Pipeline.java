package dev.kennzahl.metrics.sql;

import java.util.List;

import io.smallrye.mutiny.Uni;

/**
 * Statements that need nothing of one another: sent one behind the other without waiting in between, so that they take one round
 * trip together. Postgres does them in the order they are sent in.
 */
final class Pipeline {
    private Pipeline() {}

    /** The answers in the same order; the first failure where there is one, after which Postgres refuses the rest. */
    static <T> Uni<List<T>> send(List<Uni<T>> statements) {
        return statements.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(statements).andFailFast();
    }
}
