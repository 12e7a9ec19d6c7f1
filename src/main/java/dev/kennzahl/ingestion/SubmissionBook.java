package dev.kennzahl.ingestion;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.FactType;
import dev.kennzahl.sales.Facts;

/**
 * Takes single submissions, as a file of one row would bring them. A submission is never changed: who thinks otherwise later submits
 * again.
 */
@Singleton
public class SubmissionBook {
    private static final String SUBMITTED_AT = "submitted_at";

    /** A clock that goes ahead and a day of another zone are forgiven; what lies further ahead is a mistyped year. */
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    private final TenantTransactions transactions;
    private final ChangeApplier applier;
    private final ErasureGuard guard;
    private final FactStore facts;
    private final Clock clock;

    SubmissionBook(
            TenantTransactions transactions, ChangeApplier applier, ErasureGuard guard, FactStore facts, Clock clock) {
        this.transactions = transactions;
        this.applier = applier;
        this.guard = guard;
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * Takes a submission.
     *
     * @param cells column of the data set to value; submitted now when it does not say when
     * @return fails with a {@link Problem} that names the column at fault, when nobody is known of whom it is, when it is of a time to come, or
     *     when there is one of the same instant for the same
     */
    public Uni<TargetBook.Taken> add(int tenantId, Map<String, @Nullable String> cells) {
        Map<String, @Nullable String> dated = new LinkedHashMap<>(cells);
        if (dated.get(SUBMITTED_AT) == null) {
            dated.put(
                    SUBMITTED_AT, clock.instant().truncatedTo(ChronoUnit.MICROS).toString());
        }
        return transactions.write(
                tenantId, connection -> applier.takeTurn(connection, tenantId).flatMap(turn -> guard.screen(
                                connection,
                                tenantId,
                                List.of(),
                                List.of(TargetBook.statement(FactType.FORECAST_SUBMISSION, dated, turn)),
                                List.of())
                        .flatMap(screened -> {
                            FactRow row = FactRow.of(
                                    FactType.FORECAST_SUBMISSION,
                                    screened.facts().get(0),
                                    turn.zone());
                            requirePast((Instant)
                                    Objects.requireNonNull(row.values().get(SUBMITTED_AT)));
                            return Facts.get(connection, tenantId, FactType.FORECAST_SUBMISSION, row.id(), null)
                                    .invoke(found -> {
                                        if (!found.isEmpty()) {
                                            throw new Problem(
                                                    ProblemCode.CONFLICT,
                                                    SUBMITTED_AT,
                                                    "submitted_at is that of an earlier submission for the same; leave it"
                                                            + " out to submit now.");
                                        }
                                    })
                                    .chain(() -> KnownOwners.requireOwner(
                                            connection,
                                            tenantId,
                                            "owner_id",
                                            screened.facts().get(0).fields().get("owner_id")))
                                    .chain(() -> facts.believe(
                                            connection,
                                            turn,
                                            FactType.FORECAST_SUBMISSION,
                                            screened.facts(),
                                            Facts.NO_IMPORT))
                                    .replaceWith(new TargetBook.Taken(row.id(), row.externalId()));
                        })));
    }

    private void requirePast(Instant submittedAt) {
        if (submittedAt.isAfter(clock.instant().plus(FURTHEST_AHEAD))) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    SUBMITTED_AT,
                    "submitted_at must not be more than a day ahead: it would not count before then. Leave it out to submit now.");
        }
    }
}
