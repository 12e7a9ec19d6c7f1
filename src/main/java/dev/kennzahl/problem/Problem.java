package dev.kennzahl.problem;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Something a caller can be told: which field, what was wrong and what would be right. The text holds no personal data and no
 * secrets.
 */
public final class Problem extends RuntimeException {
    private final ProblemCode code;
    private final @Nullable String field;

    public Problem(ProblemCode code, String detail) {
        this(code, null, detail);
    }

    /** @param field the parameter, column or JSON member at fault, {@code options.signature} */
    public Problem(ProblemCode code, @Nullable String field, String detail) {
        super(detail);
        this.code = code;
        this.field = field;
    }

    public ProblemCode code() {
        return code;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
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
