package dev.kennzahl.forecast.web;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.CallerPresence;
import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.calendar.Grain;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.backtest.Backtests;
import dev.kennzahl.forecast.backtest.Setup;
import dev.kennzahl.forecast.kpi.KpiBacktests;
import dev.kennzahl.forecast.kpi.KpiForecasts;
import dev.kennzahl.forecast.kpi.KpiTrends;
import dev.kennzahl.metrics.KpiQuestion;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Trends and forecasts of KPIs over GraphQL, the same as over REST. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class KpiOutlookGraphQl {
    private final KpiTrends trends;
    private final KpiForecasts forecasts;
    private final KpiBacktests tests;
    private final Backtests backtests;
    private final ForecastWorkers workers;
    private final ForecastConfig config;
    private final Caller caller;
    private final CallerPresence presence;

    KpiOutlookGraphQl(
            KpiTrends trends,
            KpiForecasts forecasts,
            KpiBacktests tests,
            Backtests backtests,
            ForecastWorkers workers,
            ForecastConfig config,
            Caller caller,
            CallerPresence presence) {
        this.trends = trends;
        this.forecasts = forecasts;
        this.tests = tests;
        this.backtests = backtests;
        this.workers = workers;
        this.config = config;
        this.caller = caller;
        this.presence = presence;
    }

    @Query("kpiTrend")
    @Description(
            "Whether a KPI is constant, rises or falls, by the Mann-Kendall test, with the Theil-Sen slope, the season and where it begins to go another way.")
    public @NonNull Uni<KpiOutlookTypes.TrendAnswer> kpiTrend(
            @Name("key") @Description("The KPI's key.") @Id @NonNull String key,
            @Name("query") @Description("The question for its history; by month when it names no grain.") @NonNull
                    KpiQuestion question,
            @Name("alpha")
                    @Description(
                            "The threshold of the test, above 0 and at most 0.5: the probability of a false alarm that you accept; 0.05 when absent.")
                    @Nullable
                    Double alpha) {
        double threshold = Alpha.check(alpha);
        return presence.whilePresent(trends.find(caller.tenantId(), question.query(key, Grain.MONTH), threshold))
                .map(KpiOutlookTypes.TrendAnswer::of);
    }

    @Query("kpiForecast")
    @Description("What is to come of a KPI, from its own past, with prediction intervals of 80 and 95 %.")
    public @NonNull Uni<KpiOutlookTypes.ForecastAnswer> kpiForecast(
            @Name("key") @Description("The KPI's key.") @Id @NonNull String key,
            @Name("query") @Description("The question for its history; by month when it names no grain.") @NonNull
                    KpiQuestion question,
            @Name("horizon") @Description("How many buckets ahead.") @NonNull Integer horizon,
            @Name("method") @Description("One of the methods; auto, a combination, when absent.") @Nullable
                    String method) {
        return presence.whilePresent(forecasts.forecast(
                        caller.tenantId(), question.query(key, Grain.MONTH), method == null ? "auto" : method, horizon))
                .map(KpiOutlookTypes.ForecastAnswer::of);
    }

    @Query("kpiBacktest")
    @Description(
            "How good the methods would have been on a KPI: forecasts made again from past moments, each seeing only what was before it, judged by what came.")
    public @NonNull Uni<KpiBacktestType> kpiBacktest(
            @Name("key") @Description("The KPI's key.") @Id @NonNull String key,
            @Name("query") @Description("The question for its history; by month when it names no grain.") @NonNull
                    KpiQuestion question,
            @Name("horizon") @Description("How many buckets ahead are judged.") @NonNull Integer horizon,
            @Name("origins")
                    @Description("From how many past moments forecasts are made, at most 100; 6 when absent.")
                    @Nullable
                    Integer origins,
            @Name("step") @Description("How many buckets lie between two of them; 1 when absent.") @Nullable
                    Integer step,
            // Without a default, SmallRye takes the elements' @NonNull for the list's.
            @Name("methods") @Description("The methods; all when absent.") @DefaultValue("[]") @Nullable
                    List<@NonNull String> methods,
            @Name("knownAtOrigin")
                    @Description(
                            "Whether each moment sees only what was known then, without later corrections and late records; false when absent.")
                    @Nullable
                    Boolean knownAtOrigin) {
        Setup setup = Setup.of(
                horizon,
                origins == null ? BacktestRequest.USUAL_ORIGINS : origins,
                step == null ? 1 : step,
                methods == null ? List.of() : methods,
                config);
        Uni<KpiBacktestType> found = tests.prepare(
                        caller.tenantId(), question.query(key, Grain.MONTH), setup, Boolean.TRUE.equals(knownAtOrigin))
                .flatMap(prepared -> backtests
                        .run(prepared.series(), prepared.history().period(), setup, () -> true)
                        .collect()
                        .asList()
                        .map(results -> KpiBacktestType.of(prepared, results)));
        return presence.whilePresent(workers.inTime(
                found,
                "fewer groups, origins or methods, or for application/x-ndjson at POST /api/v1/forecasts/backtest, which answers each"
                        + " series as soon as it is ready"));
    }
}
