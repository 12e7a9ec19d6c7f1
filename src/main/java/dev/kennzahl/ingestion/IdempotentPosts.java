package dev.kennzahl.ingestion;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Remembers what a caller's Idempotency-Key led to, in the transaction that does it, so that a repetition does nothing more. */
@Singleton
public class IdempotentPosts {
    private static final int LONGEST_KEY = 255;

    private final Clock clock;

    IdempotentPosts(Clock clock) {
        this.clock = clock;
    }

    /**
     * Claims the key for a request.
     *
     * @param key null when the caller gave none
     * @param request the request, in words that are equal for equal requests
     * @param result what this request leads to
     * @return what an earlier request with this key led to; empty when this is the first
     */
    public Uni<Optional<String>> claim(
            SqlConnection connection, int tenantId, @Nullable String key, String request, String result) {
        if (key == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "Idempotency-Key",
                    "Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
        }
        Buffer hash = Buffer.buffer(hash(request));
        return connection
                .preparedQuery(
                        """
                        INSERT INTO idempotency_key (tenant_id, caller_key, request_hash, status, body, created_at)
                        VALUES ($1, $2, $3, 202, $4, $5) ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenantId, key, hash, result, clock.instant().atOffset(ZoneOffset.UTC))))
                .flatMap(inserted -> inserted.rowCount() > 0
                        ? Uni.createFrom().item(Optional.<String>empty())
                        : connection
                                .preparedQuery(
                                        "SELECT request_hash, body FROM idempotency_key WHERE tenant_id = $1 AND caller_key = $2")
                                .execute(Tuple.of(tenantId, key))
                                .map(rows -> Optional.of(earlier(rows.iterator().next(), hash))));
    }

    private static String earlier(Row row, Buffer hash) {
        if (!row.getBuffer(0).equals(hash)) {
            throw new Problem(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "Idempotency-Key",
                    "This Idempotency-Key was used before for another request; use a new one.");
        }
        return row.getString(1);
    }

    private static byte[] hash(String request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
