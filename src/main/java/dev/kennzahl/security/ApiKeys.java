package dev.kennzahl.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.cache.CacheInvalidateAll;
import io.quarkus.cache.CacheResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.TenantTransactions;

/** API keys: made here, shown once, kept as hashes. */
@ApplicationScoped
public class ApiKeys {
    private final TenantTransactions transactions;
    private final Clock clock;

    ApiKeys(TenantTransactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whose key it is, and what the key may do. */
    public record Holder(int tenantId, UUID keyId, Set<String> roles) {}

    /** A key as listed: without the key itself, which nobody has any more. */
    public record Listed(UUID id, String name, List<String> roles, java.time.Instant createdAt) {}

    /** The holder of a key; empty when there is no such key or it was revoked. Remembered for some seconds. */
    @CacheResult(cacheName = "api-keys")
    public Uni<Optional<Holder>> holder(String hash) {
        return transactions.withoutTenant(connection -> connection
                .preparedQuery("SELECT set_config('app.key_hash', $1, true)")
                .execute(Tuple.of(hash))
                .chain(() -> connection
                        .preparedQuery(
                                "SELECT tenant_id, key_id, roles FROM api_key WHERE key_hash = decode($1, 'hex') AND revoked_at IS NULL")
                        .execute(Tuple.of(hash)))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(new Holder(
                                row.getInteger(0),
                                row.getUUID(1),
                                Set.of(row.getString(2).split(","))));
                    }
                    return Optional.<Holder>empty();
                }));
    }

    /**
     * Makes a key.
     *
     * @return the key, which is not kept and cannot be shown again
     */
    public Uni<String> create(int tenantId, UUID keyId, String name, Set<String> roles) {
        String key = fresh();
        return store(tenantId, keyId, key, name, roles).replaceWith(key);
    }

    /** A key that nobody has yet: 192 random bits. */
    public static String fresh() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return "kz_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Makes a given key valid; for the demo tenant's well-known one. */
    @CacheInvalidateAll(cacheName = "api-keys")
    public Uni<Void> store(int tenantId, UUID keyId, String key, String name, Set<String> roles) {
        return transactions.write(tenantId, connection -> store(connection, tenantId, keyId, key, name, roles));
    }

    /** Makes a given key valid when the transaction commits. */
    @CacheInvalidateAll(cacheName = "api-keys")
    public Uni<Void> store(
            SqlConnection connection, int tenantId, UUID keyId, String key, String name, Set<String> roles) {
        return connection
                .preparedQuery(
                        """
                        INSERT INTO api_key (tenant_id, key_id, key_hash, name, roles, created_at)
                        VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6) ON CONFLICT DO NOTHING
                        """)
                .execute(Tuple.of(
                        tenantId,
                        keyId,
                        hash(key),
                        name,
                        String.join(",", roles.stream().sorted().toList()),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** The keys that are valid, oldest first. */
    public Uni<List<Listed>> list(int tenantId) {
        return transactions.read(tenantId, connection -> connection
                .preparedQuery(
                        "SELECT key_id, name, roles, created_at FROM api_key WHERE tenant_id = $1 AND revoked_at IS NULL ORDER BY created_at, key_id")
                .execute(Tuple.of(tenantId))
                .map(rows -> {
                    List<Listed> keys = new ArrayList<>();
                    rows.forEach(row -> keys.add(new Listed(
                            row.getUUID(0),
                            row.getString(1),
                            List.of(row.getString(2).split(",")),
                            row.getOffsetDateTime(3).toInstant())));
                    return keys;
                }));
    }

    /**
     * Ends a key's validity, here at once and on other nodes within seconds.
     *
     * @return whether there was such a key
     */
    @CacheInvalidateAll(cacheName = "api-keys")
    public Uni<Boolean> revoke(int tenantId, UUID keyId) {
        return transactions.write(tenantId, connection -> connection
                .preparedQuery(
                        "UPDATE api_key SET revoked_at = $3 WHERE tenant_id = $1 AND key_id = $2 AND revoked_at IS NULL")
                .execute(Tuple.of(tenantId, keyId, clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() > 0));
    }

    /** The hash a key is kept under: SHA-256 in hex. Keys are long and random, so no slow hash is needed. */
    public static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
