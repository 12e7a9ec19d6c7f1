package dev.kennzahl.metrics;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Tells who asked for too much that it takes longer than one answer may. */
final class TimeLimit {
    private TimeLimit() {}

    /** The same answer; {@link ProblemCode#QUERY_TIMEOUT} when its time is over. */
    static <T> Uni<T> kept(MetricsConfig config, Uni<T> answer) {
        return answer.onFailure(TimeoutException.class)
                .transform(failure -> new Problem(
                        ProblemCode.QUERY_TIMEOUT,
                        "The answer takes longer than the "
                                + config.timeBudget().toMillis() / 1_000.0
                                + " seconds that one may take. Ask for less: a shorter period, a coarser grain, fewer"
                                + " dimensions or comparisons, or more filters."));
    }
}
