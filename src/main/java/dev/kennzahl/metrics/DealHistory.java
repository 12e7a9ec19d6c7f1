package dev.kennzahl.metrics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.calendar.Grain;

/**
 * What deals were like at any instant, as it was known at any instant: with the dimensions, filters and amounts of the KPI of the
 * open pipeline, so that both say the same.
 */
@Singleton
public class DealHistory {
    /** Whose dimensions, filters and currency are taken. */
    private static final String KPI = "open_pipeline_value";

    /** A question for a KPI has days; this one has none. */
    private static final LocalDate ANY_DAY = LocalDate.of(2000, 1, 1);

    private final Looks looks;

    DealHistory(Looks looks) {
        this.looks = looks;
    }

    /**
     * Reads in one transaction, so that all parts see one moment.
     *
     * @return fails with a {@link dev.kennzahl.problem.Problem} that names the parameter at fault
     */
    public <T> Uni<T> read(int tenantId, DealScope scope, Function<DealReader, Uni<T>> work) {
        return look(tenantId, scope, look -> read(look, scope, work));
    }

    /** Looks at the moment that a scope is known as of, for whoever reads more than deals. */
    public <T> Uni<T> look(int tenantId, DealScope scope, Function<Look, Uni<T>> work) {
        return looks.at(tenantId, query(scope), work);
    }

    /** Reads as part of what is looked at; whatever the scope is known as of, now is the look's. */
    public <T> Uni<T> read(Look look, DealScope scope, Function<DealReader, Uni<T>> work) {
        return look.question(query(scope))
                .flatMap(question -> work.apply(new DealReader(look.connection(), question, look.settings())));
    }

    private static KpiQuery query(DealScope scope) {
        return new KpiQuery(
                KPI,
                null,
                ANY_DAY,
                ANY_DAY.plusDays(1),
                Grain.TOTAL,
                scope.groupBy(),
                scope.where(),
                List.of(),
                scope.asOf(),
                scope.currency(),
                Fill.ZERO,
                null,
                null,
                Map.of(),
                KpiQuery.Extras.NONE);
    }
}
