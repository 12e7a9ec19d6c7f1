package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.ingestion.history.ContentDigest;
import dev.kennzahl.ingestion.history.StoredEvent;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.DataSet;
import dev.kennzahl.sales.EntityType;
import dev.kennzahl.sales.FactType;

/**
 * Takes back what came in files. A deletion becomes known like anything else, so what was answered before it can be answered
 * again; and a later file that names the same key brings back what it names.
 */
@Singleton
public class Deletions {
    private final TenantTransactions transactions;
    private final ChangeApplier applier;
    private final FactStore facts;

    Deletions(TenantTransactions transactions, ChangeApplier applier, FactStore facts) {
        this.transactions = transactions;
        this.applier = applier;
        this.facts = facts;
    }

    /** A record as the directory has it. */
    private record Found(UUID id, RecordKey key) {}

    /** Deletes what has this id; fails with a {@link Problem} when there is none, or when a CRM owns it. */
    public Uni<Void> byId(int tenantId, DataSet dataset, UUID id) {
        return delete(tenantId, dataset, dataset instanceof FactType ? "fact_id" : "record_id", id, "id");
    }

    /** Deletes what has this business key, all lines of an order among it. */
    public Uni<Void> byKey(int tenantId, DataSet dataset, String externalId) {
        return delete(tenantId, dataset, "external_id", externalId, "externalId");
    }

    private Uni<Void> delete(int tenantId, DataSet dataset, String column, Object name, String parameter) {
        return transactions.write(tenantId, connection -> applier.takeTurn(connection, tenantId)
                .flatMap(turn -> dataset instanceof FactType type
                        ? facts.forget(connection, turn, type, column, name)
                        : delete(connection, turn, (EntityType) dataset, column, name))
                .invoke(count -> {
                    if (count == 0) {
                        throw new Problem(
                                ProblemCode.NOT_FOUND,
                                parameter,
                                "There is nothing of that " + parameter + " among the " + dataset.dataset() + " here.");
                    }
                })
                .replaceWithVoid());
    }

    private Uni<Integer> delete(
            SqlConnection connection, ChangeApplier.Turn turn, EntityType entity, String column, Object name) {
        return find(connection, turn, entity, column, name).flatMap(found -> {
            List<Found> ours = found.stream()
                    .filter(record -> record.key().sender().equals(Change.IMPORT))
                    .toList();
            if (ours.isEmpty() && !found.isEmpty()) {
                throw new Problem(ProblemCode.CONFLICT, "The " + entity.key() + " belongs to a CRM; delete it there.");
            }
            List<UUID> ids = ours.stream().map(Found::id).toList();
            return deleted(connection, turn, entity, ids)
                    .flatMap(gone -> applier.apply(
                            connection,
                            turn,
                            ours.stream()
                                    .filter(record -> !gone.contains(record.id()))
                                    .map(record -> change(
                                            record.key(),
                                            StoredEvent.Kind.DELETED,
                                            turn,
                                            new Change.Origin(null, null, null)))
                                    .toList()))
                    .replaceWith(ours.size());
        });
    }

    private static Uni<List<Found>> find(
            SqlConnection connection, ChangeApplier.Turn turn, EntityType entity, String column, Object name) {
        return connection
                .preparedQuery("SELECT record_id, sender, account, object_type, external_id FROM record"
                        + " WHERE tenant_id = $1 AND entity = $2 AND " + column + " = $3")
                .execute(Tuple.of(turn.tenantId(), entity.key(), name))
                .map(rows -> {
                    List<Found> found = new ArrayList<>();
                    rows.forEach(row -> found.add(new Found(
                            row.getUUID(0),
                            new RecordKey(
                                    entity, row.getString(1), row.getString(2), row.getString(3), row.getString(4)))));
                    return found;
                });
    }

    /** Those of the records that are deleted. */
    private static Uni<Set<UUID>> deleted(
            SqlConnection connection, ChangeApplier.Turn turn, EntityType entity, List<UUID> records) {
        return connection
                .preparedQuery("SELECT record_id FROM " + entity.versionTable()
                        + " WHERE tenant_id = $1 AND record_id = ANY ($2)"
                        + " AND known_to = 'infinity' AND valid_to = 'infinity' AND status = 'deleted'")
                .execute(Tuple.of(turn.tenantId(), records.toArray(new UUID[0])))
                .map(rows -> {
                    Set<UUID> found = new HashSet<>();
                    rows.forEach(row -> found.add(row.getUUID(0)));
                    return found;
                });
    }

    /**
     * The changes of a file's turn, with what they mean for records that are deleted: a row that describes a record as a whole
     * says that it is there. A row with an instant of change is history, and may well be older than the deletion.
     */
    Uni<List<Change>> restoring(
            SqlConnection connection, ChangeApplier.Turn turn, EntityType entity, List<Change> changes) {
        List<Change> whole = changes.stream()
                .filter(change -> change.event().kind() == StoredEvent.Kind.SNAPSHOT)
                .toList();
        if (whole.isEmpty()) {
            return Uni.createFrom().item(changes);
        }
        List<UUID> records =
                whole.stream().map(change -> change.event().recordId()).toList();
        return deleted(connection, turn, entity, records).map(gone -> {
            List<Change> all = new ArrayList<>(changes);
            whole.stream()
                    .filter(change -> gone.contains(change.event().recordId()))
                    .forEach(change ->
                            all.add(change(change.record(), StoredEvent.Kind.RESTORED, turn, change.origin())));
            return all;
        });
    }

    private static Change change(
            RecordKey record, StoredEvent.Kind kind, ChangeApplier.Turn turn, Change.Origin origin) {
        UUID eventId = ContentDigest.of(kind.name(), turn.knownAt().toString());
        return new Change(
                record,
                new StoredEvent(
                        Change.idOf(record), eventId, kind, turn.knownAt(), 0, eventId.toString(), Map.of(), null),
                origin);
    }
}
