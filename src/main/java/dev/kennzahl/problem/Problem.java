package dev.kennzahl.problem;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Something a caller can be told: which field, what was wrong and what would be right. The text holds no personal data and no
 * secrets.
 */
public final class Problem extends RuntimeException {
    private final ProblemCode code;
    private final @Nullable String field;
    private final @Nullable Duration retryAfter;

    public Problem(ProblemCode code, String detail) {
        this(code, null, detail);
    }

    /** @param field the parameter, column or JSON member at fault, {@code options.signature} */
    public Problem(ProblemCode code, @Nullable String field, String detail) {
        this(code, field, detail, null);
    }

    private Problem(ProblemCode code, @Nullable String field, String detail, @Nullable Duration retryAfter) {
        super(detail);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /** More came at once than is allowed. */
    public static Problem rateLimited(String detail, Duration retryAfter) {
        return new Problem(ProblemCode.RATE_LIMITED, null, detail, retryAfter);
    }

    public ProblemCode code() {
        return code;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** When the same request may succeed; empty when nobody can say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The text for the caller. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** No record of this id belongs to the caller's tenant. */
    public static Problem notFound(String what, String id) {
        return new Problem(ProblemCode.NOT_FOUND, "id", "There is no " + what + " with the id '" + id + "' here.");
    }
}
