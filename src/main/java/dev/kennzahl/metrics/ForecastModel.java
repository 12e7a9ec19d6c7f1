package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;

/** Makes forecasts of won revenue. Figures know nothing of methods; whoever has some implements this. */
public interface ForecastModel {
    /** How many forecasts one answer may be made of. */
    int most();

    /** What was, or would have been, forecast of periods at instants, for each of these in their order. */
    Uni<List<Outlook>> foretell(SqlConnection connection, Request request);

    /**
     * When what is forecast.
     *
     * @param at from what was so just before then
     * @param periods in order of time, none in another
     */
    record Moment(Instant at, List<ReportingPeriod> periods) {}

    /**
     * Which forecasts are wanted.
     *
     * @param method the method's key
     * @param now the instant the answer is as of
     * @param known by known time; null for all that is known
     */
    record Request(
            int tenantId,
            String method,
            List<Moment> moments,
            Instant now,
            @Nullable Instant known,
            String currency,
            List<String> groupBy,
            List<KpiQuery.Filter> where) {}

    /**
     * Forecasts.
     *
     * @param namesAll whether groups that are not in it are forecast to win nothing, and not just not forecast
     */
    record Outlook(boolean namesAll, List<Foretold> forecasts) {}

    /**
     * A forecast.
     *
     * @param period its place among those asked for
     * @param value null when there is none
     * @param records how many records it is made of
     * @param foreign whether there is none for want of an exchange rate
     */
    record Foretold(
            DealGroup group,
            int period,
            @Nullable BigDecimal value,
            @Nullable Interval within80,
            @Nullable Interval within95,
            long records,
            boolean foreign) {}
}
