package dev.kennzahl.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Everything a caller can be told, as {@code code} in REST problems (RFC 9457) and as {@code extensions.code} in GraphQL.
 * The list is closed: clients may switch over it, and a new code is a change of the contract.
 */
@Schema(description = "Everything a caller can be told; the same closed list in REST and in GraphQL.")
public enum ProblemCode {
    /** Neither an API key nor a token, or none that is valid. */
    UNAUTHENTICATED(401, "Not authenticated"),
    /** The key or token is valid but lacks the role. */
    FORBIDDEN(403, "Not allowed"),
    /** Nothing of this id belongs to the caller's tenant; another tenant's ids look the same as none. */
    NOT_FOUND(404, "Not found"),
    /** It was here and was deleted. */
    GONE(410, "Deleted"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported content type"),
    PAYLOAD_TOO_LARGE(413, "Too large"),
    /** The body, or the next piece of it, took too long to arrive. */
    REQUEST_TIMEOUT(408, "Too slow"),
    /** More than the limit allows came at once; Retry-After says when to go on. */
    RATE_LIMITED(429, "Too many requests"),
    /** The body is not JSON, or not of the right shape. */
    INVALID_JSON(400, "Invalid JSON"),
    /** The file is not CSV with a header row, or the header lacks a required column. */
    INVALID_CSV(400, "Invalid CSV"),
    /** A row has another number of cells than the header, or is not an object. */
    INVALID_ROW(400, "Invalid row"),
    /** A parameter or field has a value it cannot have. */
    INVALID_VALUE(400, "Invalid value"),
    /** A required parameter or field is missing. */
    MISSING_VALUE(400, "Missing value"),
    /** A name that is none of ours; the detail lists the valid ones. */
    UNKNOWN_FIELD(400, "Unknown field"),
    /** {@code from} is not before {@code to}. */
    INVALID_PERIOD(400, "Invalid period"),
    /** The period has more buckets of this grain than one answer may hold. */
    TOO_MANY_BUCKETS(400, "Too many buckets"),
    /** The grouping gives more values than one answer may hold. */
    TOO_MANY_VALUES(400, "Too many values"),
    /** The figure does not add up in the way that the question needs, as a balance does not over time. */
    NOT_ADDITIVE(400, "Does not add up"),
    /** The answer takes longer than one request may; it was given up. The same question is likely to take as long again. */
    QUERY_TIMEOUT(504, "Took too long"),
    UNKNOWN_KPI(404, "Unknown KPI"),
    UNKNOWN_DIMENSION(400, "Unknown dimension"),
    UNKNOWN_VARIANT(400, "Unknown variant"),
    UNKNOWN_DATASET(404, "Unknown data set"),
    /** The GraphQL document does not parse, or asks for what the schema does not have. */
    INVALID_QUERY(400, "Invalid query"),
    /** The GraphQL document asks for more, or deeper, than one request may. */
    QUERY_TOO_COMPLEX(400, "Query too complex"),
    /** It is no receipt, was edited, or was given to another tenant. */
    INVALID_RECEIPT(400, "Invalid receipt"),
    /** The webhook's signature is missing, wrong or outside its time tolerance. */
    INVALID_SIGNATURE(401, "Invalid signature"),
    /** The webhook is authentic but not in its sender's format. */
    MALFORMED_DELIVERY(400, "Malformed delivery"),
    /** The event belongs to an account that the connection does not serve. */
    FOREIGN_ACCOUNT(400, "Foreign account"),
    /** The event tells that records changed and not which or how; they need to be fetched again from the sender. */
    RESYNC_NEEDED(400, "Resync needed"),
    /** It contradicts what is there, such as a name that is taken. */
    CONFLICT(409, "Conflict"),
    /** It is about a person who was erased on request; accepted again once the erasure is lifted. */
    ERASED(410, "Erased"),
    /** The Idempotency-Key was used before with another request. */
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused"),
    /** The first request with this Idempotency-Key is still under way. */
    IDEMPOTENCY_IN_PROGRESS(409, "Request in progress"),
    /** The store cannot be reached or the intake is full; nothing was stored, try again. */
    UNAVAILABLE(503, "Unavailable"),
    /** A fault of ours; the log knows it under the request id. */
    INTERNAL_ERROR(500, "Internal error");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that REST answers with. */
    public int status() {
        return status;
    }

    /** A short name for people, the same for every occurrence. */
    public String title() {
        return title;
    }

    /** Whether the same request may succeed later. */
    public boolean isRetryable() {
        return switch (this) {
            case UNAVAILABLE, RATE_LIMITED, REQUEST_TIMEOUT, IDEMPOTENCY_IN_PROGRESS, INTERNAL_ERROR -> true;
            default -> false;
        };
    }
}
