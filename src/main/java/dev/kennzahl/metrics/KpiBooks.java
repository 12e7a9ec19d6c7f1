package dev.kennzahl.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.inject.Singleton;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.cache.CaffeineCache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.sales.TenantSettings;

/**
 * Where a tenant's own KPIs join the built-in ones. Its settings carry a number that every change of them raises; a book is
 * remembered under that number, and so is every answer, so that none outlives the definition it was made by.
 */
@Singleton
public class KpiBooks {
    private static final Logger LOG = Logger.getLogger(KpiBooks.class);

    private final Kpis kpis;
    private final CustomKpiStore store;
    private final CurrentSettings currentSettings;
    private final TenantTransactions transactions;
    private final CaffeineCache books;

    KpiBooks(
            Kpis kpis,
            CustomKpiStore store,
            CurrentSettings currentSettings,
            TenantTransactions transactions,
            @CacheName("kpi-books") Cache books) {
        this.kpis = kpis;
        this.store = store;
        this.currentSettings = currentSettings;
        this.transactions = transactions;
        this.books = books.as(CaffeineCache.class);
    }

    private record Key(int tenantId, int revision) {}

    /** What every tenant has. */
    public KpiBook builtIn() {
        return kpis.book();
    }

    /** A KPI of the tenant; fails where there is none. Built-in ones are found without a look into the store. */
    public Uni<Kpi> find(int tenantId, String key) {
        return kpis.book().find(key).map(kpi -> Uni.createFrom().item(kpi)).orElseGet(() -> of(tenantId)
                .map(book -> book.get(key)));
    }

    /** All KPIs of the tenant. */
    public Uni<KpiBook> of(int tenantId) {
        return currentSettings.of(tenantId).flatMap(settings -> {
            KpiBook known = known(settings);
            return known == null
                    // Once more, as the settings and the definitions must be of one moment.
                    ? transactions.read(tenantId, connection -> TenantSettings.read(connection, tenantId)
                            .flatMap(present -> of(connection, present)))
                    : Uni.createFrom().item(known);
        });
    }

    /** A KPI of the tenant whose settings these are, in the transaction that has read them. */
    Uni<Kpi> find(SqlConnection connection, TenantSettings settings, String key) {
        return kpis.book().find(key).map(kpi -> Uni.createFrom().item(kpi)).orElseGet(() -> of(connection, settings)
                .map(book -> book.get(key)));
    }

    /**
     * A KPI that the tenant made, as it was when answers named that version of it: with the custom KPIs it is built on as they were.
     * Empty where there never was such a version, or what it is built on is none any more.
     */
    Uni<Optional<Kpi>> find(SqlConnection connection, TenantSettings settings, String key, String versionName) {
        return store.of(connection, settings.tenantId(), CustomKpiCompiler.versions(key, versionName))
                .map(definitions -> new CustomKpiCompiler(kpis.book(), definitions)
                        .find(key)
                        .map(Kpi.class::cast));
    }

    /** All KPIs, in the transaction that has read the settings. */
    Uni<KpiBook> of(SqlConnection connection, TenantSettings settings) {
        KpiBook known = known(settings);
        return known == null
                ? store.current(connection, settings.tenantId()).map(definitions -> remembered(settings, definitions))
                : Uni.createFrom().item(known);
    }

    private @Nullable KpiBook known(TenantSettings settings) {
        if (settings.kpiRevision() == 0) {
            return kpis.book();
        }
        @Nullable
        CompletableFuture<KpiBook> found = books.getIfPresent(new Key(settings.tenantId(), settings.kpiRevision()));
        return found == null ? null : found.join();
    }

    private KpiBook remembered(TenantSettings settings, Collection<CustomDefinition> definitions) {
        CustomKpiCompiler compiler = new CustomKpiCompiler(kpis.book(), definitions);
        List<CustomKpi> custom = new ArrayList<>();
        for (CustomDefinition definition : definitions) {
            try {
                custom.add(compiler.kpi(definition.key()));
            } catch (Problem e) {
                // It was right when it was written; a later release may have changed what it is built on.
                LOG.warnf("tenant %d: KPI %s is left out: %s", settings.tenantId(), definition.key(), e.detail());
            }
        }
        KpiBook book = new KpiBook(kpis.all(), custom);
        books.put(new Key(settings.tenantId(), settings.kpiRevision()), CompletableFuture.completedFuture(book));
        return book;
    }
}
