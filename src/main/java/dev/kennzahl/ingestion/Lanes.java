package dev.kennzahl.ingestion;

import java.util.List;
import java.util.function.Function;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Does the parts of a transaction two at a time on its one connection: while Postgres is at a statement of one part, the other
 * is read, folded and encoded here. The parts must not depend on each other; the order of their statements is any.
 */
final class Lanes {
    private static final int COUNT = 2;

    private Lanes() {}

    /** The results in order of completion. After a failure all parts come to their end first, since the connection is to roll back. */
    static <P, R> Uni<List<R>> run(List<P> parts, Function<P, Uni<R>> work) {
        return Multi.createFrom()
                .iterable(parts)
                .onItem()
                .transformToUni(work::apply)
                .collectFailures()
                .merge(COUNT)
                .collect()
                .asList();
    }
}
