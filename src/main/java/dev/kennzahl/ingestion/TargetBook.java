package dev.kennzahl.ingestion;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.ingestion.file.ColumnMapping;
import dev.kennzahl.ingestion.file.FileRow;
import dev.kennzahl.ingestion.file.RowTranslator;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Facts;

/**
 * Takes single targets, as a file of one row would bring them: with the same checks, and known from now on and not before. What
 * a target is set for is its key and stays; deleting is {@link Deletions}' work.
 */
@Singleton
public class TargetBook {
    private final TenantTransactions transactions;
    private final ChangeApplier applier;
    private final ErasureGuard guard;
    private final FactStore facts;

    TargetBook(TenantTransactions transactions, ChangeApplier applier, ErasureGuard guard, FactStore facts) {
        this.transactions = transactions;
        this.applier = applier;
        this.guard = guard;
        this.facts = facts;
    }

    /** A target as it was taken. */
    public record Taken(UUID id, String externalId) {}

    /**
     * Takes a new target.
     *
     * @param cells column of the data set to value
     * @return fails with a {@link Problem} that names the column at fault, or when there is one for the same
     */
    public Uni<Taken> add(int tenantId, Map<String, @Nullable String> cells) {
        return take(tenantId, cells, (connection, row) -> known(connection, tenantId, row.id())
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        throw new Problem(
                                ProblemCode.CONFLICT,
                                "A target for just this is set already; change it with PUT /api/v1/targets/" + row.id()
                                        + ".");
                    }
                })
                .replaceWithVoid());
    }

    /**
     * Puts a target in the place of the one of this id, which must be set for the same.
     *
     * @param cells column of the data set to value; what is absent is unknown from now on
     */
    public Uni<Taken> replace(int tenantId, UUID id, Map<String, @Nullable String> cells) {
        return take(tenantId, cells, (connection, row) -> known(connection, tenantId, id)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw Problem.notFound(FactType.TARGET.key(), id.toString());
                    }
                    if (!row.id().equals(id)) {
                        String changed = changed(found.get(0), row);
                        throw new Problem(
                                ProblemCode.INVALID_VALUE,
                                changed,
                                changed
                                        + " is part of what the target is set for and stays as it is; delete this target"
                                        + " and set another one.");
                    }
                })
                .replaceWithVoid());
    }

    /** Looks at the row before it is taken. */
    private interface Check {
        Uni<Void> of(SqlConnection connection, FactRow row);
    }

    private Uni<Taken> take(int tenantId, Map<String, @Nullable String> cells, Check check) {
        return transactions.write(
                tenantId, connection -> applier.takeTurn(connection, tenantId).flatMap(turn -> guard.screen(
                                connection,
                                tenantId,
                                List.of(),
                                List.of(statement(FactType.TARGET, cells, turn)),
                                List.of())
                        .flatMap(screened -> {
                            FactRow row =
                                    FactRow.of(FactType.TARGET, screened.facts().get(0), turn.zone());
                            return check.of(connection, row)
                                    .chain(() -> facts.believe(
                                            connection, turn, FactType.TARGET, screened.facts(), Facts.NO_IMPORT))
                                    .replaceWith(new Taken(row.id(), row.externalId()));
                        })));
    }

    /** One row of a data set, checked as a file's would be. */
    static RowTranslator.Statement statement(
            FactType type, Map<String, @Nullable String> cells, ChangeApplier.Turn turn) {
        RowTranslator.Outcome outcome =
                new RowTranslator(type, ColumnMapping.NONE, turn.zone()).translate(new FileRow(1, cells, null));
        if (outcome.statement() == null) {
            Rejection first = outcome.rejections().get(0);
            throw new Problem(ProblemCode.valueOf(first.code()), first.field(), first.message());
        }
        return outcome.statement();
    }

    private static Uni<List<Facts.Entry>> known(SqlConnection connection, int tenantId, UUID id) {
        return Facts.get(connection, tenantId, FactType.TARGET, id, null);
    }

    private static String changed(Facts.Entry known, FactRow row) {
        return FactType.TARGET.keyColumns().stream()
                .filter(column -> !Objects.equals(text(known.fields().get(column)), row.text(column)))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
