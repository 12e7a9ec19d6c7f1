package dev.kennzahl.forecast.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.forecast.comparison.ForecastComparison;
import dev.kennzahl.forecast.comparison.ForecastComparison.Accuracy;
import dev.kennzahl.forecast.comparison.ForecastComparison.Entry;
import dev.kennzahl.forecast.comparison.ForecastComparison.Measures;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.KpiResult;

/** How forecasts fared, in REST and in GraphQL. */
@RegisterForReflection
@Name("ForecastComparison")
@Description("How forecasts of the past fared.")
@Schema(name = "ForecastComparison", description = "How forecasts of the past fared.")
public record ComparisonView(
        @NonNull @Description("The KPI that was forecast.") @Schema(description = "The KPI that was forecast.")
                String target,
        @NonNull @Description("The zone that days begin in.") @Schema(description = "The zone that days begin in.")
                String timezone,
        @Description("What money is given in.") @Schema(description = "What money is given in.") @Nullable
                String currency,
        @NonNull
                @Description("As of when the actual values are.")
                @Schema(description = "As of when the actual values are.")
                Instant asOf,
        @NonNull
                @Description("How many periods are not over yet and could not be judged.")
                @Schema(description = "How many periods are not over yet and could not be judged.")
                Integer pending,
        @NonNull
                @Description("The methods that cannot be asked in this way and are not compared; none is usual.")
                @Schema(
                        description =
                                "The methods that cannot be asked in this way and are not compared; none is usual.")
                List<@NonNull LeftOutView> leftOut,
        @NonNull
                @Description("Every forecast beside what came.")
                @Schema(description = "Every forecast beside what came.")
                List<@NonNull EntryView> entries,
        @NonNull
                @Description(
                        "How well each method did at each lead time: over all groups, and, with grouping, of each group.")
                @Schema(
                        description =
                                "How well each method did at each lead time: over all groups, and, with grouping, of each group.")
                List<@NonNull AccuracyView> accuracy) {
    private static final int SCALE = 6;

    /** A method that is not compared. */
    @RegisterForReflection
    @Name("ForecastMethodLeftOut")
    @Description("A method that is not compared, and why.")
    @Schema(name = "ForecastMethodLeftOut", description = "A method that is not compared, and why.")
    public record LeftOutView(
            @NonNull @Description("The method.") @Schema(description = "The method.") String method,
            @NonNull
                    @Description("What is wrong, as it is when the method is asked alone.")
                    @Schema(description = "What is wrong, as it is when the method is asked alone.")
                    String code,
            @NonNull @Description("The same for people.") @Schema(description = "The same for people.") String detail) {

        static LeftOutView of(ForecastComparison.LeftOut leftOut) {
            return new LeftOutView(
                    leftOut.method(),
                    leftOut.problem().code().name(),
                    leftOut.problem().detail());
        }
    }

    /** A forecast and what came. */
    @RegisterForReflection
    @JsonIgnoreProperties("groupValues")
    @Name("ForecastComparisonEntry")
    @Description("A forecast and what came.")
    @Schema(name = "ForecastComparisonEntry", description = "A forecast and what came.")
    public record EntryView(
            @Ignore @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Ignore @Schema(description = "Dimension to a name for people, where there is one.")
                    Map<String, String> labels,
            @Name("group") @NonNull @Description("The group; empty without grouping.")
                    List<KpiResult.@NonNull GroupValue> groupValues,
            @NonNull @Description("The method.") @Schema(description = "The method.") String method,
            @NonNull
                    @Description("How long before the end of the period the forecast was made.")
                    @Schema(description = "How long before the end of the period the forecast was made.")
                    String leadTime,
            @NonNull @Description("The period's first day.") @Schema(description = "The period's first day.")
                    LocalDate from,
            @NonNull @Description("The day after its last.") @Schema(description = "The day after its last.")
                    LocalDate to,
            @NonNull
                    @Description("That instant: the end of the period minus the lead time.")
                    @Schema(description = "That instant: the end of the period minus the lead time.")
                    Instant at,
            @Description("The forecast; null when there was none.")
                    @Schema(description = "The forecast; null when there was none.", type = SchemaType.STRING)
                    @Nullable
                    Decimal forecast,
            @Description("The lower ends of its intervals.") @Schema(description = "The lower ends of its intervals.")
                    ForecastView.@Nullable EndsView low,
            @Description("The upper ends of its intervals.") @Schema(description = "The upper ends of its intervals.")
                    ForecastView.@Nullable EndsView high,
            @Description("What came, as the KPI reports it.")
                    @Schema(description = "What came, as the KPI reports it.", type = SchemaType.STRING)
                    @Nullable
                    Decimal actual,
            @Description("The forecast minus what came.")
                    @Schema(description = "The forecast minus what came.", type = SchemaType.STRING)
                    @Nullable
                    Decimal error) {

        static EntryView of(Entry entry) {
            return new EntryView(
                    GroupView.values(entry.group()),
                    GroupView.labels(entry.group()),
                    entry.group().values(),
                    entry.method(),
                    entry.leadTime(),
                    entry.period().from(),
                    entry.period().to(),
                    entry.at(),
                    Decimal.of(entry.value()),
                    ForecastView.EndsView.of(
                            ForecastView.lowEnd(entry.within80()), ForecastView.lowEnd(entry.within95())),
                    ForecastView.EndsView.of(
                            ForecastView.highEnd(entry.within80()), ForecastView.highEnd(entry.within95())),
                    Decimal.of(entry.actual()),
                    Decimal.of(entry.error()));
        }
    }

    /** How well a method did. */
    @RegisterForReflection
    @JsonIgnoreProperties("groupValues")
    @Name("ForecastAccuracy")
    @Description("How well a method did at a lead time. Measures are null where they are not defined.")
    @Schema(
            name = "ForecastAccuracy",
            description = "How well a method did at a lead time. Measures are null where they are not defined.")
    public record AccuracyView(
            @Ignore @Schema(description = "Dimension to value; null means unknown. Empty over all groups.")
                    Map<String, @Nullable String> group,
            @Ignore @Schema(description = "Dimension to a name for people, where there is one.")
                    Map<String, String> labels,
            @Name("group") @NonNull @Description("The group; empty over all groups.")
                    List<KpiResult.@NonNull GroupValue> groupValues,
            @NonNull @Description("The method.") @Schema(description = "The method.") String method,
            @NonNull @Description("The lead time.") @Schema(description = "The lead time.") String leadTime,
            @NonNull
                    @Description("How many forecasts were judged.")
                    @Schema(description = "How many forecasts were judged.")
                    Integer forecasts,
            @NonNull
                    @Description("For how many periods and groups it had no forecast.")
                    @Schema(description = "For how many periods and groups it had no forecast.")
                    Integer missing,
            @Description(
                            "Σ (forecast − actual) / Σ actual: above zero for too optimistic. Errors of both signs cancel out.")
                    @Schema(
                            description =
                                    "Σ (forecast − actual) / Σ actual: above zero for too optimistic. Errors of both signs cancel out.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal bias,
            @Description("The mean of |forecast − actual|, in the unit of the KPI.")
                    @Schema(
                            description = "The mean of |forecast − actual|, in the unit of the KPI.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal mae,
            @Description("The root of the mean squared error: a few large errors decide it.")
                    @Schema(
                            description = "The root of the mean squared error: a few large errors decide it.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal rmse,
            @Description(
                            "The mean of |error| / |actual|; not defined when any actual value is zero, and huge near zero.")
                    @Schema(
                            description =
                                    "The mean of |error| / |actual|; not defined when any actual value is zero, and huge near zero.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal mape,
            @Description("The mean of 2 |error| / (|actual| + |forecast|), 0 to 2.")
                    @Schema(
                            description = "The mean of 2 |error| / (|actual| + |forecast|), 0 to 2.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal smape,
            @Description("Σ |error| / Σ |actual|.")
                    @Schema(description = "Σ |error| / Σ |actual|.", type = SchemaType.STRING)
                    @Nullable
                    Decimal wape,
            @Description(
                            "The mean of |error| / the mean change from season to season before the first period, of each group its own: below 1 for better than the same period a year before is.")
                    @Schema(
                            description =
                                    "The mean of |error| / the mean change from season to season before the first period, of each group its own: below 1 for better than the same period a year before is.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal mase,
            @Description(
                            "(sMAPE / that of naive2 + MASE / that of naive2) / 2, naive2 forecasting the same periods at the same lead times: below 1 for better than that.")
                    @Schema(
                            description =
                                    "(sMAPE / that of naive2 + MASE / that of naive2) / 2, naive2 forecasting the same periods at the same lead times: below 1 for better than that.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal owa,
            @Description(
                            "The share of actual values within the interval of 80 %. Intervals of crm_weighted and stage_rate leave out deals to come, so that theirs is mostly far less.")
                    @Schema(
                            description =
                                    "The share of actual values within the interval of 80 %. Intervals of crm_weighted and stage_rate leave out deals to come, so that theirs is mostly far less.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal coverage80,
            @Description("The share of actual values within the interval of 95 %; likewise.")
                    @Schema(
                            description = "The share of actual values within the interval of 95 %; likewise.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal coverage95,
            @Description("The mean pinball loss of P2.5, P10, P90 and P97.5, in the unit of the KPI.")
                    @Schema(
                            description = "The mean pinball loss of P2.5, P10, P90 and P97.5, in the unit of the KPI.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal pinball,
            @NonNull
                    @Description("How many forecasts have intervals.")
                    @Schema(description = "How many forecasts have intervals.")
                    Integer intervals) {

        static AccuracyView of(Accuracy accuracy) {
            DealGroup group = accuracy.group() == null ? DealGroup.WHOLE : accuracy.group();
            Measures measures = accuracy.measures();
            return new AccuracyView(
                    GroupView.values(group),
                    GroupView.labels(group),
                    group.values(),
                    accuracy.method(),
                    accuracy.leadTime(),
                    accuracy.forecasts(),
                    accuracy.missing(),
                    rounded(measures.bias()),
                    rounded(measures.mae()),
                    rounded(measures.rmse()),
                    rounded(measures.mape()),
                    rounded(measures.smape()),
                    rounded(measures.wape()),
                    rounded(measures.mase()),
                    rounded(measures.owa()),
                    rounded(measures.coverage80()),
                    rounded(measures.coverage95()),
                    rounded(measures.pinball()),
                    measures.intervals());
        }

        private static @Nullable Decimal rounded(@Nullable Double measure) {
            return measure == null
                    ? null
                    : Decimal.of(BigDecimal.valueOf(measure).setScale(SCALE, RoundingMode.HALF_EVEN));
        }
    }

    static ComparisonView of(ForecastComparison comparison) {
        return new ComparisonView(
                comparison.target(),
                comparison.timezone().getId(),
                comparison.currency(),
                comparison.asOf(),
                comparison.pending(),
                comparison.leftOut().stream().map(LeftOutView::of).toList(),
                comparison.entries().stream().map(EntryView::of).toList(),
                comparison.accuracy().stream().map(AccuracyView::of).toList());
    }
}
