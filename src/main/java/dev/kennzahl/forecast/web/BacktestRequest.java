package dev.kennzahl.forecast.web;

import java.util.List;
import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.calendar.Grain;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.backtest.Setup;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** What is to be back-tested, and how. */
@RegisterForReflection
@Schema(
        name = "BacktestRequest",
        description = "Series to be back-tested: posted ones with their frequency, or those of a KPI.")
record BacktestRequest(
        @Schema(description = "Series of yours, at most 1,000 unless configured otherwise; leave kpi out then.")
                @Nullable
                List<@Nullable PostedSeries> series,
        @Schema(
                        description =
                                "How many values make up one season of the posted series: 12 for months, 4 for quarters, 7 for days with weeks, 1 for none.")
                @Nullable
                Integer frequency,
        @Schema(description = "A KPI; leave series and frequency out then.") @Nullable OfKpi kpi,
        @Schema(description = "How many steps ahead are judged from each origin.", required = true) @Nullable
                Integer horizon,
        @Schema(
                        description =
                                "From how many past moments forecasts are made, at most 100; 6 when left out. Those without history enough are fewer.")
                @Nullable
                Integer origins,
        @Schema(description = "How many steps lie between two origins; 1 when left out.") @Nullable Integer step,
        @Schema(description = "The methods; all of them when left out.") @Nullable List<@Nullable String> methods,
        @Schema(
                        description =
                                "true: each origin sees only what was known then, without later corrections and late records. For KPIs only; false when left out.")
                @Nullable
                Boolean knownAtOrigin) {
    static final int USUAL_ORIGINS = 6;

    /** A KPI's series. */
    @RegisterForReflection
    @Schema(name = "BacktestKpi", description = "Which series of a KPI are meant; as the parameters of its values.")
    record OfKpi(
            @Schema(description = "The KPI's key.", required = true) @Nullable String key,
            @Schema(description = "The first day, an ISO date in the tenant's zone.", required = true) @Nullable
                    String from,
            @Schema(description = "The day after the last, an ISO date.", required = true) @Nullable String to,
            @Schema(description = "day, week, month (default), quarter or year.") @Nullable String grain,
            @Schema(description = "Up to three dimensions or custom attributes: a series for each group.") @Nullable
                    List<String> groupBy,
            @Schema(description = "dimension:value[,value…] each; a ! in front excludes.") @Nullable List<String> where,
            @Schema(description = "One of the KPI's variants.") @Nullable String variant,
            @Schema(description = "An instant: only what was known then counts.") @Nullable String asOf,
            @Schema(description = "The ISO 4217 code that money is given in.") @Nullable String currency,
            @Schema(description = "How many groups at most, the largest first.") @Nullable Integer limit) {

        KpiQuery query() {
            if (key == null) {
                throw new Problem(ProblemCode.MISSING_VALUE, "kpi.key", "kpi.key must be the key of a KPI.");
            }
            return new KpiQuery(
                    key,
                    variant,
                    Parameters.date("kpi.from", from),
                    Parameters.date("kpi.to", to),
                    grain == null ? Grain.MONTH : Parameters.oneOf("kpi.grain", grain, Grain.values()),
                    groupBy == null ? List.of() : groupBy,
                    where == null
                            ? List.of()
                            : where.stream().map(KpiQuery.Filter::parse).toList(),
                    List.of(),
                    Parameters.instant("kpi.asOf", asOf),
                    currency,
                    Fill.ZERO,
                    null,
                    limit,
                    Map.of(),
                    KpiQuery.Extras.NONE);
        }
    }

    /** @throws Problem {@code MISSING_VALUE} or {@code INVALID_VALUE} with the member at fault */
    Setup setup(ForecastConfig config) {
        if ((series == null) == (kpi == null)) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE,
                    "series",
                    "Either series, with frequency, or kpi must be given, and not both.");
        }
        if (series != null && Boolean.TRUE.equals(knownAtOrigin)) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "knownAtOrigin",
                    "knownAtOrigin is for KPIs: when posted values became known is not said.");
        }
        if (horizon == null) {
            throw new Problem(ProblemCode.MISSING_VALUE, "horizon", "horizon must be a number of steps, such as 3.");
        }
        return Setup.of(
                horizon,
                origins == null ? USUAL_ORIGINS : origins,
                step == null ? 1 : step,
                methods == null
                        ? List.of()
                        : methods.stream().map(String::valueOf).toList(),
                config);
    }

    int period(ForecastConfig config) {
        return PostedSeries.between("frequency", frequency, config.maxFrequency());
    }
}
