package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.cache.CacheInvalidate;
import io.quarkus.cache.CacheResult;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.TenantTransactions;

/** Leads from a connection's id, all that a webhook's address carries, to the tenant and the settings. */
@ApplicationScoped
public class ConnectionDirectory {
    private static final String COLUMNS =
            "SELECT tenant_id, connection_id, sender, secrets, options, deleted_at IS NOT NULL FROM connection";

    private final TenantTransactions transactions;
    private final SecretVault vault;
    private final ObjectMapper json;
    private final Clock clock;

    ConnectionDirectory(TenantTransactions transactions, SecretVault vault, ObjectMapper json, Clock clock) {
        this.transactions = transactions;
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    /** A connection as the intake needs it. */
    public record Entry(
            int tenantId,
            UUID connectionId,
            String sender,
            boolean deleted,
            Secrets secrets,
            JsonNode options,
            ZoneId zone) {}

    /** The connection of an id, of whichever tenant; remembered for some seconds. */
    @CacheResult(cacheName = "connections")
    public Uni<Optional<Entry>> find(UUID connectionId) {
        return transactions.withoutTenant(connection -> connection
                .preparedQuery("SELECT set_config('app.connection', $1, true)")
                .execute(Tuple.of(connectionId.toString()))
                .chain(() -> connection
                        .preparedQuery(COLUMNS + " WHERE connection_id = $1")
                        .execute(Tuple.of(connectionId)))
                .flatMap(rows -> {
                    for (Row row : rows) {
                        return zone(connection, row.getInteger(0))
                                .map(zone -> Optional.of(entry(row, vault.open(row.getString(3)), zone)));
                    }
                    return Uni.createFrom().item(Optional.<Entry>empty());
                }));
    }

    private static Uni<ZoneId> zone(SqlConnection connection, int tenantId) {
        return connection
                .preparedQuery("SELECT set_config('app.tenant', $1, true)")
                .execute(Tuple.of(Integer.toString(tenantId)))
                .chain(() -> connection
                        .preparedQuery("SELECT timezone FROM tenant WHERE tenant_id = $1")
                        .execute(Tuple.of(tenantId)))
                .map(rows -> ZoneId.of(rows.iterator().next().getString(0)));
    }

    /** To be called when a connection was changed, so that this node heeds it at once. */
    @CacheInvalidate(cacheName = "connections")
    public Uni<Void> forget(UUID connectionId) {
        return Uni.createFrom().voidItem();
    }

    /**
     * The settings of the connections, deleted ones included: what was accepted is still applied. Without their secrets: what
     * was accepted is not asked again who sent it.
     */
    Uni<Map<UUID, Entry>> settings(SqlConnection connection, int tenantId, ZoneId zone, Collection<UUID> ids) {
        return connection
                .preparedQuery(COLUMNS + " WHERE tenant_id = $1 AND connection_id = ANY ($2)")
                .execute(Tuple.of(tenantId, ids.toArray(new UUID[0])))
                .map(rows -> {
                    Map<UUID, Entry> entries = new HashMap<>();
                    rows.forEach(row -> entries.put(row.getUUID(1), entry(row, Secrets.of(null), zone)));
                    return entries;
                });
    }

    ConnectionSettings settingsOf(Entry entry) {
        return new ConnectionSettings(
                entry.connectionId().toString(),
                entry.secrets().validAt(clock.instant()),
                entry.options(),
                entry.zone());
    }

    private Entry entry(Row row, Secrets secrets, ZoneId zone) {
        try {
            return new Entry(
                    row.getInteger(0),
                    row.getUUID(1),
                    row.getString(2),
                    row.getBoolean(5),
                    secrets,
                    json.readTree(row.getString(4)),
                    zone);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the connection holds only options that were read before", e);
        }
    }
}
