package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantSessions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Making and changing connections. */
@Singleton
public class Connections {
    private final TenantSessions sessions;
    private final ConnectionDirectory directory;
    private final Senders senders;
    private final SecretVault vault;
    private final ObjectMapper json;
    private final IngestionConfig config;
    private final Clock clock;

    Connections(
            TenantSessions sessions,
            ConnectionDirectory directory,
            Senders senders,
            SecretVault vault,
            ObjectMapper json,
            IngestionConfig config,
            Clock clock) {
        this.sessions = sessions;
        this.directory = directory;
        this.senders = senders;
        this.vault = vault;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    public Uni<Connection> create(
            int tenantId, String sender, String name, @Nullable String secret, @Nullable JsonNode options) {
        Connection connection = new Connection();
        connection.tenantId = tenantId;
        connection.connectionId = UUID.randomUUID();
        connection.sender = sender;
        connection.name = name;
        connection.options = text(options == null ? json.createObjectNode() : options);
        connection.secrets = vault.seal(Secrets.of(secret));
        connection.createdAt = clock.instant();
        connection.updatedAt = connection.createdAt;
        check(connection);
        return sessions.inTransaction(tenantId, () -> connection.persist());
    }

    /** The tenant's connections that are not deleted, oldest first. */
    public Uni<List<Connection>> list(int tenantId) {
        return sessions.inTransaction(
                tenantId,
                () -> Connection.list(
                        "tenantId = ?1 and deletedAt is null order by createdAt, connectionId", tenantId));
    }

    public Uni<Connection> get(int tenantId, UUID id) {
        return sessions.inTransaction(tenantId, () -> live(tenantId, id));
    }

    /** Changes what is given and leaves the rest, option by option; an option that is null is taken out. */
    public Uni<Connection> change(int tenantId, UUID id, @Nullable String name, @Nullable JsonNode options) {
        return sessions.inTransaction(tenantId, () -> live(tenantId, id).invoke(connection -> {
                    connection.name = name == null ? connection.name : name;
                    connection.options = options == null ? connection.options : text(merged(connection, options));
                    // Sealed anew, so that any change moves a connection to the present passphrase.
                    connection.secrets = vault.seal(vault.open(connection.secrets));
                    connection.updatedAt = clock.instant();
                    check(connection);
                }))
                .call(() -> directory.forget(id));
    }

    /** Puts a new secret in front; the one before stays valid for the overlap, so that no delivery is lost meanwhile. */
    public Uni<Connection> rotate(int tenantId, UUID id, String secret) {
        Instant now = clock.instant();
        return sessions.inTransaction(tenantId, () -> live(tenantId, id).invoke(connection -> {
                    connection.secrets = vault.seal(
                            vault.open(connection.secrets).rotated(secret, now.plus(config.secretOverlap())));
                    connection.updatedAt = now;
                    check(connection);
                }))
                .call(() -> directory.forget(id));
    }

    /** Deletes the connection; its deliveries and what they said stay. */
    public Uni<Void> delete(int tenantId, UUID id) {
        return sessions.inTransaction(
                        tenantId, () -> live(tenantId, id).invoke(connection -> connection.deletedAt = clock.instant()))
                .call(() -> directory.forget(id))
                .replaceWithVoid();
    }

    private static Uni<Connection> live(int tenantId, UUID id) {
        return Connection.<Connection>findById(new Connection.Key(tenantId, id)).map(connection -> {
            if (connection == null || connection.deletedAt != null) {
                throw Problem.notFound("connection", id.toString());
            }
            return connection;
        });
    }

    private void check(Connection connection) {
        CrmSender sender = senders.find(connection.sender)
                .orElseThrow(() -> new Problem(
                        ProblemCode.INVALID_VALUE, "sender", "sender must be one of " + senders.ids() + "."));
        JsonNode options = read(connection.options);
        if (!options.isObject()) {
            throw new Problem(ProblemCode.INVALID_VALUE, "options", "options must be a JSON object.");
        }
        List<String> secrets = vault.open(connection.secrets).validAt(clock.instant());
        sender.check(new ConnectionSettings(connection.connectionId.toString(), secrets, options, ZoneOffset.UTC))
                .ifPresent(fault -> {
                    throw new Problem(
                            ProblemCode.INVALID_VALUE, fault.field(), fault.field() + " " + fault.remedy() + ".");
                });
    }

    /** Whoever adds an owner need not repeat the address that the signature rests on. */
    private JsonNode merged(Connection connection, JsonNode changes) {
        if (!changes.isObject() || !(read(connection.options) instanceof ObjectNode options)) {
            return changes; // refused by the check
        }
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                options.remove(change.getKey());
            } else {
                options.set(change.getKey(), change.getValue());
            }
        });
        return options;
    }

    private JsonNode read(String options) {
        try {
            return json.readTree(options);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("options were JSON when they came in", e);
        }
    }

    private static String text(JsonNode options) {
        return options.toString();
    }
}
