package dev.kennzahl.ingestion.web;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Reads {@code dryRun}. Strictly: who mistypes must not have changed anything for good. */
final class DryRun {
    static final String NAME = "dryRun";

    private DryRun() {}

    /** Whether something is only to be tried. */
    static boolean isAsked(@Nullable String value, HttpServerRequest request) {
        // A parameter without a value is handed over as if it were not there.
        if (!request.params().contains(NAME) || "false".equals(value)) {
            return false;
        }
        if (!"true".equals(value)) {
            throw new Problem(ProblemCode.INVALID_VALUE, NAME, NAME + " must be true or false.");
        }
        return true;
    }
}
