package dev.kennzahl.ingestion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

import dev.kennzahl.database.RowBatch;

/** Frees the ids of erased records for whoever comes under their keys again. */
@Singleton
class LiftedRecords {
    private final HistoryRebuild rebuild;

    LiftedRecords(HistoryRebuild rebuild) {
        this.rebuild = rebuild;
    }

    private record Move(UUID from, UUID to) {}

    Uni<Void> release(SqlConnection connection, ChangeApplier.Turn turn, Erasures.Erasure erasure) {
        return connection
                .preparedQuery("SELECT record_id FROM record WHERE tenant_id = $1 AND entity = $2 AND external_id = $3")
                .execute(Tuple.of(turn.tenantId(), erasure.entity().key(), erasure.pseudonym()))
                .map(rows -> {
                    List<UUID> ids = new ArrayList<>();
                    rows.forEach(row -> ids.add(row.getUUID(0)));
                    return moves(ids);
                })
                .flatMap(moves ->
                        moves.isEmpty() ? Uni.createFrom().voidItem() : move(connection, turn, erasure, moves));
    }

    /** New ids in the order of the old ones: where records share a key, the one with the least id stands for them. */
    private static List<Move> moves(List<UUID> ids) {
        // As text, which is the order of the store; that of UUIDs in Java is another one.
        Comparator<UUID> order = Comparator.comparing(UUID::toString);
        List<UUID> from = ids.stream().sorted(order).toList();
        List<UUID> to = ids.stream().map(id -> UUID.randomUUID()).sorted(order).toList();
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            moves.add(new Move(from.get(i), to.get(i)));
        }
        return moves;
    }

    private Uni<Void> move(
            SqlConnection connection, ChangeApplier.Turn turn, Erasures.Erasure erasure, List<Move> moves) {
        Set<UUID> group = new LinkedHashSet<>();
        moves.forEach(move -> group.add(move.from()));
        UUID[] old = group.toArray(new UUID[0]);
        RowBatch batch =
                new RowBatch(List.of(new RowBatch.Column("old_id", "uuid"), new RowBatch.Column("new_id", "uuid")));
        moves.forEach(move -> batch.add(move.from(), move.to()));
        return rebuild.everSaid(connection, turn.tenantId(), group)
                .invoke(all -> {
                    all.forEach(recorded -> group.add(recorded.event().recordId()));
                    moves.forEach(move -> {
                        group.remove(move.from());
                        group.add(move.to());
                    });
                })
                .chain(() -> connection
                        .preparedQuery("DELETE FROM " + erasure.entity().versionTable()
                                + " WHERE tenant_id = $1 AND record_id = ANY ($2)")
                        .execute(Tuple.of(turn.tenantId(), old)))
                .chain(() -> rename(connection, turn.tenantId(), batch, "record"))
                .chain(() -> rename(connection, turn.tenantId(), batch, "change_event"))
                .chain(() -> rename(connection, turn.tenantId(), batch, "superseded_event"))
                .chain(() -> retell(connection, turn.tenantId(), moves, group.toArray(new UUID[0]), "change_event"))
                .chain(() -> retell(connection, turn.tenantId(), moves, group.toArray(new UUID[0]), "superseded_event"))
                .chain(() -> rebuild.rebuild(connection, turn.tenantId(), turn.zone(), List.copyOf(group)));
    }

    private static Uni<Void> rename(SqlConnection connection, int tenantId, RowBatch batch, String table) {
        return connection
                .preparedQuery("UPDATE " + table + " t SET record_id = n.new_id FROM " + batch.table(2)
                        + " n WHERE t.tenant_id = $1 AND t.record_id = n.old_id")
                .execute(batch.parameters(tenantId))
                .replaceWithVoid();
    }

    /** Merges name their parties by id. */
    private static Uni<Void> retell(
            SqlConnection connection, int tenantId, List<Move> moves, UUID[] group, String table) {
        return Multi.createFrom()
                .iterable(moves)
                .onItem()
                .transformToUniAndConcatenate(move -> connection
                        .preparedQuery("UPDATE " + table + " SET merge = replace(merge::text, $3, $4)::jsonb"
                                + " WHERE tenant_id = $1 AND record_id = ANY ($2) AND merge IS NOT NULL")
                        .execute(Tuple.of(
                                tenantId,
                                group,
                                move.from().toString(),
                                move.to().toString())))
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
