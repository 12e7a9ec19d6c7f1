package dev.kennzahl.metrics;

import java.time.Instant;
import java.util.function.Function;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

import dev.kennzahl.database.TenantTransactions;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.sales.TenantSettings;

/** Opens a {@link Look} for whoever answers with more than one KPI, or with what is no KPI. */
@Singleton
public class Looks {
    private final TenantTransactions transactions;
    private final KpiEngine engine;
    private final KpiBooks books;
    private final QuestionReader reader;
    private final MetricsConfig config;

    Looks(
            TenantTransactions transactions,
            KpiEngine engine,
            KpiBooks books,
            QuestionReader reader,
            MetricsConfig config) {
        this.transactions = transactions;
        this.engine = engine;
        this.books = books;
        this.reader = reader;
        this.config = config;
    }

    /**
     * Looks, within the time that one answer may take.
     *
     * @param query the question that says as of when, and whose parameters are checked before a connection is taken
     * @return fails with a {@link Problem} that names the parameter at fault
     */
    public <T> Uni<T> at(int tenantId, KpiQuery query, Function<Look, Uni<T>> work) {
        reader.check(query);
        books.builtIn().find(query.key()).ifPresent(kpi -> QuestionReader.asked(query, kpi));
        return TimeLimit.kept(
                config,
                transactions.read(tenantId, config.timeBudget(), connection -> TenantSettings.read(connection, tenantId)
                        .flatMap(settings -> work.apply(
                                new Look(engine, books, reader, connection, settings, engine.now(query.asOf()))))));
    }

    /**
     * Looks within the transaction of an answer that is under way, which has its own time.
     *
     * @param now the instant that answer is as of
     */
    public Uni<Look> within(SqlConnection connection, int tenantId, Instant now) {
        return TenantSettings.read(connection, tenantId)
                .map(settings -> new Look(engine, books, reader, connection, settings, now));
    }
}
