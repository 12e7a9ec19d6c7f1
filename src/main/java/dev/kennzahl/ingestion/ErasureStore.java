package dev.kennzahl.ingestion;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.sales.EntityType;

/** Whom not to take in again: salted hashes of keys, and the pseudonyms that stand in their place. */
@Singleton
class ErasureStore {
    private static final String COLUMNS = "SELECT erasure_id, entity, pseudonym, erased_at FROM erasure";

    /** The salt of the tenant's hashes; empty when nobody is erased. */
    Uni<Optional<byte[]>> salt(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery("SELECT salt FROM erasure WHERE tenant_id = $1 LIMIT 1")
                .execute(Tuple.of(tenantId))
                .map(rows -> {
                    for (Row row : rows) {
                        return Optional.of(row.getBuffer(0).getBytes());
                    }
                    return Optional.<byte[]>empty();
                });
    }

    /** The pseudonym for each of the hashes that is one of an erased person. */
    Uni<Map<String, String>> pseudonyms(SqlConnection connection, int tenantId, Collection<String> hashes) {
        Buffer[] asked = hashes.stream().map(ErasureStore::bytes).toArray(Buffer[]::new);
        return connection
                .preparedQuery("SELECT key_hash, pseudonym FROM erasure WHERE tenant_id = $1 AND key_hash = ANY ($2)")
                .execute(Tuple.of(tenantId, asked))
                .map(rows -> {
                    Map<String, String> found = new HashMap<>();
                    rows.forEach(row ->
                            found.put(HexFormat.of().formatHex(row.getBuffer(0).getBytes()), row.getString(1)));
                    return found;
                });
    }

    Uni<Void> add(SqlConnection connection, int tenantId, Erasures.Erasure erasure, byte[] salt, String hash) {
        return connection
                .preparedQuery(
                        """
                        INSERT INTO erasure (tenant_id, erasure_id, entity, pseudonym, salt, key_hash, erased_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)
                        """)
                .execute(Tuple.from(Arrays.asList(
                        tenantId,
                        erasure.id(),
                        erasure.entity().key(),
                        erasure.pseudonym(),
                        Buffer.buffer(salt),
                        bytes(hash),
                        SqlTime.parameter(erasure.erasedAt()))))
                .replaceWithVoid();
    }

    /** The erasures in force, newest first, from after the given one. */
    Uni<List<Erasures.Erasure>> list(SqlConnection connection, int tenantId, @Nullable UUID after, int limit) {
        return connection
                .preparedQuery(
                        COLUMNS
                                + """
                         WHERE tenant_id = $1 AND ($2::uuid IS NULL OR (erased_at, erasure_id) < (
                               SELECT erased_at, erasure_id FROM erasure WHERE tenant_id = $1 AND erasure_id = $2))
                         ORDER BY erased_at DESC, erasure_id DESC LIMIT $3
                        """)
                .execute(Tuple.from(Arrays.asList(tenantId, after, limit)))
                .map(ErasureStore::read);
    }

    Uni<Optional<Erasures.Erasure>> get(SqlConnection connection, int tenantId, UUID id) {
        return connection
                .preparedQuery(COLUMNS + " WHERE tenant_id = $1 AND erasure_id = $2")
                .execute(Tuple.of(tenantId, id))
                .map(rows -> read(rows).stream().findFirst());
    }

    Uni<Void> remove(SqlConnection connection, int tenantId, UUID id) {
        return connection
                .preparedQuery("DELETE FROM erasure WHERE tenant_id = $1 AND erasure_id = $2")
                .execute(Tuple.of(tenantId, id))
                .replaceWithVoid();
    }

    private static List<Erasures.Erasure> read(Iterable<Row> rows) {
        List<Erasures.Erasure> erasures = new ArrayList<>();
        rows.forEach(row -> {
            Instant erasedAt = Objects.requireNonNull(SqlTime.instant(row.getOffsetDateTime(3)));
            EntityType entity = EntityType.ofKey(row.getString(1)).orElseThrow();
            erasures.add(new Erasures.Erasure(row.getUUID(0), entity, row.getString(2), erasedAt));
        });
        return erasures;
    }

    private static Buffer bytes(String hash) {
        return Buffer.buffer(HexFormat.of().parseHex(hash));
    }
}
