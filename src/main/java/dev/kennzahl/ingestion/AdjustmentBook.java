package dev.kennzahl.ingestion;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.SqlTime;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.EntityType;

/** Keeps what managers make of what was submitted: added to and never changed, in the order in which it became known. */
@Singleton
public class AdjustmentBook {
    private final TenantTransactions transactions;
    private final ChangeApplier applier;
    private final ErasureGuard guard;

    AdjustmentBook(TenantTransactions transactions, ChangeApplier applier, ErasureGuard guard) {
        this.transactions = transactions;
        this.applier = applier;
        this.guard = guard;
    }

    /**
     * An adjustment.
     *
     * @param ownerId whose figure it is about; with neither owner nor team that of all
     * @param kind amount, delta or withdraw
     * @param amount null for withdraw
     * @param recordedBy the API key it came with
     */
    public record Adjustment(
            LocalDate periodStart,
            LocalDate periodEnd,
            String category,
            @Nullable String ownerId,
            @Nullable String team,
            String kind,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable String managerId,
            String recordedBy,
            @Nullable String note) {}

    /** An adjustment as it was taken. */
    public record Made(UUID id, Instant madeAt) {}

    /**
     * Takes an adjustment; of people who were erased it keeps the pseudonym and no note.
     *
     * @return fails with a {@link dev.kennzahl.problem.Problem} when nobody is known of whom it is, or who made it
     */
    public Uni<Made> add(int tenantId, Adjustment adjustment) {
        UUID id = UUID.randomUUID();
        return transactions.write(tenantId, connection -> applier.takeTurn(connection, tenantId)
                .call(turn -> guard.pseudonyms(connection, tenantId, () -> named(adjustment))
                        .map(erased -> pseudonymous(adjustment, erased))
                        .call(said -> KnownOwners.requireOwner(connection, tenantId, "ownerId", said.ownerId()))
                        .call(said -> KnownOwners.requireTeam(connection, tenantId, "team", said.team()))
                        .call(said -> KnownOwners.requireOwner(connection, tenantId, "managerId", said.managerId()))
                        .flatMap(said -> insert(connection, tenantId, id, turn.knownAt(), said)))
                .call(turn -> connection
                        .preparedQuery("UPDATE tenant_clock SET known_at = $2 WHERE tenant_id = $1")
                        .execute(Tuple.of(tenantId, SqlTime.parameter(turn.knownAt()))))
                .map(turn -> new Made(id, turn.knownAt())));
    }

    private static List<PersonKey> named(Adjustment adjustment) {
        return Stream.of(adjustment.ownerId(), adjustment.managerId())
                .filter(Objects::nonNull)
                .map(key -> new PersonKey(EntityType.EMPLOYEE, key))
                .toList();
    }

    private static Adjustment pseudonymous(Adjustment said, Map<PersonKey, String> erased) {
        return erased.isEmpty()
                ? said
                : new Adjustment(
                        said.periodStart(),
                        said.periodEnd(),
                        said.category(),
                        pseudonym(said.ownerId(), erased),
                        said.team(),
                        said.kind(),
                        said.amount(),
                        said.currency(),
                        pseudonym(said.managerId(), erased),
                        said.recordedBy(),
                        null);
    }

    private static @Nullable String pseudonym(@Nullable String key, Map<PersonKey, String> erased) {
        return key == null ? null : erased.getOrDefault(new PersonKey(EntityType.EMPLOYEE, key), key);
    }

    private static Uni<Void> insert(
            SqlConnection connection, int tenantId, UUID id, Instant knownAt, Adjustment adjustment) {
        Tuple values = Tuple.tuple()
                .addInteger(tenantId)
                .addUUID(id)
                .addOffsetDateTime(SqlTime.parameter(knownAt))
                .addLocalDate(adjustment.periodStart())
                .addLocalDate(adjustment.periodEnd())
                .addString(adjustment.category())
                .addString(adjustment.ownerId())
                .addString(adjustment.team())
                .addString(adjustment.kind())
                .addBigDecimal(adjustment.amount())
                .addString(adjustment.currency())
                .addString(adjustment.managerId())
                .addString(adjustment.recordedBy())
                .addString(adjustment.note());
        return connection
                .preparedQuery(
                        """
                        INSERT INTO forecast_adjustment (tenant_id, adjustment_id, known_from, period_start, period_end, category,
                               owner_id, team, kind, amount, currency, manager_id, recorded_by, note)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                        """)
                .execute(values)
                .replaceWithVoid();
    }
}
