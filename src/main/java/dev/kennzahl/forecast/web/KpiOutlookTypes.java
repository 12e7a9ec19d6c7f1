package dev.kennzahl.forecast.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.forecast.kpi.KpiForecasts;
import dev.kennzahl.forecast.kpi.KpiTrends;
import dev.kennzahl.metrics.KpiResult;

/** Trends and forecasts of KPIs in GraphQL. */
public final class KpiOutlookTypes {
    private KpiOutlookTypes() {}

    /** What they are of. */
    @RegisterForReflection
    @Name("KpiHistory")
    @Description("The history of a KPI that something follows from.")
    public record History(
            @NonNull @Description("The KPI.") String kpi,
            @NonNull @Description("The variant used.") String variant,
            @NonNull @Description("What it is counted in.") Unit unit,
            @NonNull @Description("How time is cut.") Grain grain,
            @NonNull @Description("The first day.") LocalDate from,
            @NonNull @Description("The day after the last.") LocalDate to,
            @NonNull @Description("The zone that days begin in.") String timezone,
            @Description("What money is given in; null for other units.") @Nullable String currency,
            @NonNull @Description("As of when it was known.") Instant asOf,
            @NonNull @Description("The version of the KPI's definition.") String definitionVersion,
            @NonNull @Description("When the newest change that the answer can hold became known.") Instant watermark) {

        static History of(KpiResult answer) {
            return new History(
                    answer.kpi().definition().key(),
                    answer.variant(),
                    answer.kpi().definition().unit(answer.variant()),
                    answer.query().grain(),
                    answer.query().from(),
                    answer.query().to(),
                    answer.timezone().getId(),
                    answer.currency(),
                    answer.asOf(),
                    answer.kpi().definition().version(),
                    answer.watermark());
        }
    }

    /** Trends. */
    @RegisterForReflection
    @Name("KpiTrend")
    @Description("The trends of a KPI.")
    public record TrendAnswer(
            @NonNull @Description("What they are of.") History history,
            @NonNull @Description("One for each group.") List<@NonNull TrendOfGroup> series) {

        static TrendAnswer of(KpiTrends.Found found) {
            History history = History.of(found.history().answer());
            Rounding rounding = Rounding.of(history.unit());
            return new TrendAnswer(
                    history,
                    found.groups().stream()
                            .map(group -> new TrendOfGroup(
                                    group.line().group(),
                                    group.line().before(),
                                    group.line().unfinished(),
                                    KpiTrendView.trend(group, rounding)))
                            .toList());
        }
    }

    /** The trend of a group. */
    @RegisterForReflection
    @Name("KpiGroupTrend")
    @Description("The trend of one group.")
    public record TrendOfGroup(
            @NonNull @Description("The group; empty without grouping.") List<KpiResult.@NonNull GroupValue> group,
            @NonNull @Description("How many buckets before the first record were left out.") Integer leftOutBefore,
            @NonNull @Description("How many buckets that are cut, or not over yet, were left out.")
                    Integer leftOutUnfinished,
            @NonNull @Description("The trend.") TrendView trend) {}

    /** Forecasts. */
    @RegisterForReflection
    @Name("KpiForecast")
    @Description("The forecasts of a KPI from its own past.")
    public record ForecastAnswer(
            @NonNull @Description("What they are of.") History history,
            @NonNull @Description("The method.") String method,
            @NonNull @Description("What the method makes of a series.") String about,
            @NonNull @Description("One for each group.") List<@NonNull ForecastOfGroup> series) {

        static ForecastAnswer of(KpiForecasts.Found found) {
            History history = History.of(found.history().answer());
            Rounding rounding = Rounding.of(history.unit());
            return new ForecastAnswer(
                    history,
                    found.method().key(),
                    found.method().about(),
                    found.groups().stream()
                            .map(group -> new ForecastOfGroup(
                                    group.line().group(),
                                    group.line().before(),
                                    group.line().unfinished(),
                                    group.line().values().known(),
                                    group.forecast() == null
                                            ? null
                                            : group.forecast().model(),
                                    KpiForecastView.points(group, rounding),
                                    group.problem() == null
                                            ? null
                                            : group.problem().detail()))
                            .toList());
        }
    }

    /** The forecast of a group. */
    @RegisterForReflection
    @Name("KpiGroupForecast")
    @Description("The forecast of one group.")
    public record ForecastOfGroup(
            @NonNull @Description("The group; empty without grouping.") List<KpiResult.@NonNull GroupValue> group,
            @NonNull @Description("How many buckets before the first record were left out.") Integer leftOutBefore,
            @NonNull @Description("How many buckets that are cut, or not over yet, were left out.")
                    Integer leftOutUnfinished,
            @NonNull @Description("How many values the history has.") Integer historySize,
            @Description("What was fitted; null when the history does not suffice.") @Nullable String model,
            @NonNull @Description("One for each bucket ahead, from the first that is not wholly known.")
                    List<@NonNull ForecastPointView> points,
            @Description("Why there is no forecast; null when there is one.") @Nullable String problem) {}
}
