package dev.kennzahl.forecast.kpi;

import java.time.Instant;
import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.PeriodForecast;
import dev.kennzahl.forecast.series.Methods;
import dev.kennzahl.metrics.KpiEngine;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;
import dev.kennzahl.sales.TenantSettings;

/** The methods for series as ways to forecast figures of periods: one for each, by the same name. */
@Singleton
public class SeriesOutlooks {
    private final TenantTransactions transactions;
    private final KpiHistories histories;
    private final ForecastConfig config;
    private final KpiEngine engine;

    SeriesOutlooks(TenantTransactions transactions, KpiHistories histories, ForecastConfig config, KpiEngine engine) {
        this.transactions = transactions;
        this.histories = histories;
        this.config = config;
        this.engine = engine;
    }

    /** All of them. */
    public List<PeriodForecast> all() {
        return Methods.all().stream()
                .<PeriodForecast>map(method -> new SeriesOutlook(method, this))
                .toList();
    }

    Uni<TenantSettings> settings(int tenantId) {
        return transactions.read(tenantId, connection -> TenantSettings.read(connection, tenantId));
    }

    Uni<KpiHistory> history(int tenantId, KpiQuery query) {
        return histories.read(tenantId, query);
    }

    void requireHorizon(int buckets) {
        if (buckets > config.maxHorizon()) {
            throw new Problem(
                    ProblemCode.TOO_MANY_BUCKETS,
                    "to",
                    "to lies " + buckets + " buckets ahead; at most " + config.maxHorizon() + " are forecast.");
        }
    }

    Instant now(@Nullable Instant asOf) {
        return engine.now(asOf);
    }
}
