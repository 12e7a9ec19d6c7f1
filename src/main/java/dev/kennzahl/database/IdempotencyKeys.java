package dev.kennzahl.database;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Remembers what a caller's Idempotency-Key led to, so that a repetition gets the same answer and has no second effect
 * (IETF draft <em>The Idempotency-Key HTTP Header Field</em>).
 */
// A proxy: the request filter that holds it is made when a native image is built, where no configuration of the later
// process is known.
@ApplicationScoped
public class IdempotencyKeys {
    /** The header's name. */
    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST_KEY = 255;

    private final IdempotencyConfig config;
    private final Clock clock;

    IdempotencyKeys(IdempotencyConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * Claims the key for a request.
     *
     * @param request the request, in words that are equal for equal requests
     * @return what an earlier request with this key was answered; empty when this is the first, which then must come back with
     *     {@link #answered} or {@link #released}
     */
    public Uni<Optional<String>> claim(SqlConnection connection, int tenantId, String key, String request) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE, HEADER, HEADER + " must have 1 to " + LONGEST_KEY + " characters.");
        }
        Instant now = clock.instant();
        Tuple row = Tuple.of(tenantId, hash(key), hash(request), SqlTime.parameter(now));
        return connection
                .preparedQuery("DELETE FROM idempotency_key WHERE tenant_id = $1 AND claimed_at < $2")
                .execute(Tuple.of(tenantId, SqlTime.parameter(now.minus(config.keep()))))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                INSERT INTO idempotency_key (tenant_id, key_hash, request_hash, claimed_at)
                                VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
                                """)
                        .execute(row))
                .flatMap(inserted -> inserted.rowCount() > 0
                        ? Uni.createFrom().item(Optional.<String>empty())
                        : earlier(connection, tenantId, key, request, now));
    }

    private Uni<Optional<String>> earlier(
            SqlConnection connection, int tenantId, String key, String request, Instant now) {
        return connection
                .preparedQuery(
                        """
                        SELECT request_hash, answer, claimed_at FROM idempotency_key
                         WHERE tenant_id = $1 AND key_hash = $2 FOR UPDATE
                        """)
                .execute(Tuple.of(tenantId, hash(key)))
                .flatMap(rows -> {
                    Row row = rows.iterator().next();
                    if (!Arrays.equals(
                            row.getBuffer(0).getBytes(), hash(request).getBytes())) {
                        throw new Problem(
                                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                HEADER,
                                "This " + HEADER + " was used before for another request; use a new one.");
                    }
                    var answer = row.getBuffer(1);
                    if (answer != null) {
                        return Uni.createFrom().item(Optional.of(SealedText.open(answer.getBytes(), key)));
                    }
                    Instant claimed = Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(2)));
                    if (claimed.plus(config.abandonedAfter()).isAfter(now)) {
                        throw new Problem(
                                ProblemCode.IDEMPOTENCY_IN_PROGRESS,
                                HEADER,
                                "The first request with this " + HEADER
                                        + " is still under way; ask again in a moment.");
                    }
                    return connection
                            .preparedQuery(
                                    "UPDATE idempotency_key SET claimed_at = $3 WHERE tenant_id = $1 AND key_hash = $2")
                            .execute(Tuple.of(tenantId, hash(key), SqlTime.parameter(now)))
                            .replaceWith(Optional.<String>empty());
                });
    }

    /** Keeps the answer to the request that claimed the key. */
    public Uni<Void> answered(SqlConnection connection, int tenantId, String key, String answer) {
        return connection
                .preparedQuery("UPDATE idempotency_key SET answer = $3 WHERE tenant_id = $1 AND key_hash = $2")
                .execute(Tuple.of(tenantId, hash(key), Buffer.buffer(SealedText.seal(answer, key))))
                .replaceWithVoid();
    }

    /** The request that claimed the key had no effect: a repetition is a first request again. */
    public Uni<Void> released(SqlConnection connection, int tenantId, String key) {
        return connection
                .preparedQuery("DELETE FROM idempotency_key WHERE tenant_id = $1 AND key_hash = $2 AND answer IS NULL")
                .execute(Tuple.of(tenantId, hash(key)))
                .replaceWithVoid();
    }

    private static Buffer hash(String text) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
