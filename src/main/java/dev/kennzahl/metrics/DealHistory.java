package dev.kennzahl.metrics;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.sales.TenantSettings;

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

    private final TenantTransactions transactions;
    private final Kpis kpis;
    private final QuestionReader reader;
    private final MetricsConfig config;
    private final KpiEngine engine;

    DealHistory(
            TenantTransactions transactions, Kpis kpis, QuestionReader reader, MetricsConfig config, KpiEngine engine) {
        this.transactions = transactions;
        this.kpis = kpis;
        this.reader = reader;
        this.config = config;
        this.engine = engine;
    }

    /**
     * Reads in one transaction, so that all parts see one moment.
     *
     * @return fails with a {@link dev.kennzahl.problem.Problem} that names the parameter at fault
     */
    public <T> Uni<T> read(int tenantId, DealScope scope, Function<DealReader, Uni<T>> work) {
        Kpi kpi = kpis.get(KPI);
        KpiQuery query = query(scope);
        reader.check(query);
        return TimeLimit.kept(
                config,
                transactions.read(tenantId, config.timeBudget(), connection -> TenantSettings.read(connection, tenantId)
                        .flatMap(settings -> reader(connection, settings, query, kpi))
                        .flatMap(deals -> work.apply(deals))));
    }

    private Uni<DealReader> reader(SqlConnection connection, TenantSettings settings, KpiQuery query, Kpi kpi) {
        return reader.read(connection, query, kpi, QuestionReader.asked(query, kpi), settings, engine.now(query.asOf()))
                .map(question -> new DealReader(connection, question, settings));
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
