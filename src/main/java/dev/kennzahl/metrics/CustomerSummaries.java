package dev.kennzahl.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.metrics.kpi.CustomerLifetimeValue;
import dev.kennzahl.metrics.sql.PurchaseRows;
import dev.kennzahl.metrics.subject.CustomerPurchases;
import dev.kennzahl.sales.TenantSettings;

/** Reads what customers bought within a period, as models take it: one statement, as of one instant. */
@Singleton
public class CustomerSummaries {
    private final TenantTransactions transactions;
    private final Kpis kpis;
    private final QuestionReader reader;
    private final KpiEngine engine;
    private final MetricsConfig config;

    CustomerSummaries(
            TenantTransactions transactions, Kpis kpis, QuestionReader reader, KpiEngine engine, MetricsConfig config) {
        this.transactions = transactions;
        this.kpis = kpis;
        this.reader = reader;
        this.engine = engine;
        this.config = config;
    }

    /**
     * What was read.
     *
     * @param currency what values are given in
     * @param asOf as of when it was known
     * @param customers by their keys
     */
    public record Found(String currency, Instant asOf, List<PurchaseSummary> customers) {}

    /**
     * The customers who bought between two days; whoever bought before counts from their first purchase between them.
     *
     * @param to the day after the day of observation
     * @param where which customers, by what the predictive lifetime value can be filtered by
     * @param asOf null for what is known now
     * @param currency null for the tenant's
     */
    public Uni<Found> read(
            int tenantId,
            LocalDate from,
            LocalDate to,
            List<KpiQuery.Filter> where,
            @Nullable Instant asOf,
            @Nullable String currency) {
        KpiQuery query = new KpiQuery(
                CustomerLifetimeValue.KEY,
                CustomerLifetimeValue.PREDICTIVE,
                from,
                to,
                Grain.TOTAL,
                List.of(),
                where,
                List.of(),
                asOf,
                currency,
                Fill.ZERO,
                null,
                null,
                Map.of(),
                KpiQuery.Extras.NONE);
        Kpi kpi = kpis.get(query.key());
        reader.check(query);
        Asked asked = QuestionReader.asked(query, kpi);
        Instant now = engine.now(asOf);
        return TimeLimit.kept(
                config, transactions.addUp(tenantId, config.timeBudget(), connection -> TenantSettings.read(
                                connection, tenantId)
                        .flatMap(settings -> reader.read(connection, query, kpi, asked, settings, now))
                        .flatMap(question -> TenantTransactions.planForMany(connection)
                                .chain(() -> PurchaseRows.read(
                                        connection, question, CustomerPurchases.WITHIN, QuestionReader.period(query)))
                                .map(customers -> new Found(question.currency(), now, customers)))));
    }
}
