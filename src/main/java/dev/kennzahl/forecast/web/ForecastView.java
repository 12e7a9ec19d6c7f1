package dev.kennzahl.forecast.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Ignore;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.metrics.KpiResult;

/** A forecast in REST and in GraphQL. Numbers are decimal strings. */
@RegisterForReflection
@Name("ForecastResult")
@Description("A forecast.")
@Schema(name = "Forecast", description = "A forecast. Numbers are decimal strings.")
public record ForecastView(
        @NonNull @Description("The method.") @Schema(description = "The method.") String method,
        @NonNull @Description("The KPI that is forecast.") @Schema(description = "The KPI that is forecast.")
                String target,
        @NonNull @Description("The zone that days begin in.") @Schema(description = "The zone that days begin in.")
                String timezone,
        @Description("What money is given in; null for other units.")
                @Schema(description = "What money is given in; null for other units.")
                @Nullable
                String currency,
        @NonNull
                @Description("All that it is made of was known then.")
                @Schema(description = "All that it is made of was known then.")
                Instant asOf,
        @NonNull
                @Description("All that it is made of was so just before then.")
                @Schema(description = "All that it is made of was so just before then.")
                Instant at,
        @NonNull @Description("One series per group.") @Schema(description = "One series per group.")
                List<@NonNull SeriesOfGroup> series) {

    /** The points of a group. */
    @RegisterForReflection
    @JsonIgnoreProperties("groupValues")
    @Name("ForecastSeries")
    @Description("The points of one group, in order of time.")
    @Schema(name = "ForecastGroupSeries", description = "The points of one group, in order of time.")
    public record SeriesOfGroup(
            @Ignore @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Ignore @Schema(description = "Dimension to a name for people, where there is one.")
                    Map<String, String> labels,
            @Name("group") @NonNull @Description("The group; empty without grouping.")
                    List<KpiResult.@NonNull GroupValue> groupValues,
            @NonNull @Description("The points.") @Schema(description = "The points.")
                    List<@NonNull PointInTime> points) {

        static SeriesOfGroup of(ForecastAnswer.Series series) {
            return new SeriesOfGroup(
                    GroupView.values(series.group()),
                    GroupView.labels(series.group()),
                    series.group().values(),
                    series.points().stream().map(PointInTime::of).toList());
        }
    }

    /** The forecast of a bucket. */
    @RegisterForReflection
    @Name("ForecastPoint")
    @Description("The forecast of one bucket.")
    @Schema(name = "ForecastPoint", description = "The forecast of one bucket.")
    public record PointInTime(
            @NonNull @Description("The bucket's first day.") @Schema(description = "The bucket's first day.")
                    LocalDate from,
            @NonNull @Description("The day after its last.") @Schema(description = "The day after its last.")
                    LocalDate to,
            @Description("What is expected; null with a reason.")
                    @Schema(description = "What is expected; null with a reason.", type = SchemaType.STRING)
                    @Nullable
                    Decimal value,
            @Description("The median (P50) of what may come, where the method says.")
                    @Schema(
                            description = "The median (P50) of what may come, where the method says.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal median,
            @Description("The lower ends of the intervals; null where the method gives none.")
                    @Schema(description = "The lower ends of the intervals; null where the method gives none.")
                    @Nullable
                    EndsView low,
            @Description("The upper ends of the intervals.")
                    @Schema(description = "The upper ends of the intervals.")
                    @Nullable
                    EndsView high,
            @Description(
                            "What is won in the bucket already; null where the method does not look at it, or a part of it is in a currency that there is no rate for.")
                    @Schema(
                            description =
                                    "What is won in the bucket already; null where the method does not look at it, or a part of it is in a currency that there is no rate for.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal won,
            @NonNull
                    @Description("How many open deals are in the value.")
                    @Schema(description = "How many open deals are in the value.")
                    Integer openDeals,
            @NonNull
                    @Description(
                            "How many open deals should be in the value and are not: without an amount, a rate of exchange, or a probability.")
                    @Schema(
                            description =
                                    "How many open deals should be in the value and are not: without an amount, a rate of exchange, or a probability.")
                    Integer unvalued,
            @NonNull
                    @Description(
                            "How many open deals are in no bucket, since they are expected to close on no date; of a method that needs such dates, in a bucket that is not over, else 0.")
                    @Schema(
                            description =
                                    "How many open deals are in no bucket, since they are expected to close on no date; of a method that needs such dates, in a bucket that is not over, else 0.")
                    Integer undated,
            @Description("How many past cases the method learned from; null when it learns nothing.")
                    @Schema(description = "How many past cases the method learned from; null when it learns nothing.")
                    @Nullable
                    Integer sampleSize,
            @Description("What is to be reached, where a target is set and the method can say how likely that is.")
                    @Schema(
                            description =
                                    "What is to be reached, where a target is set and the method can say how likely that is.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal targetValue,
            @Description("How likely that is, 0 to 1.")
                    @Schema(description = "How likely that is, 0 to 1.", type = SchemaType.STRING)
                    @Nullable
                    Decimal targetProbability,
            @Description("Why there is no value.") @Schema(description = "Why there is no value.")
                    ForecastAnswer.@Nullable NoForecast reason) {

        static PointInTime of(ForecastAnswer.Point point) {
            return new PointInTime(
                    point.bucket().from(),
                    point.bucket().to(),
                    Decimal.of(point.value()),
                    Decimal.of(point.median()),
                    EndsView.of(lowEnd(point.within80()), lowEnd(point.within95())),
                    EndsView.of(highEnd(point.within80()), highEnd(point.within95())),
                    Decimal.of(point.parts().won()),
                    Math.toIntExact(point.parts().deals()),
                    Math.toIntExact(point.parts().unvalued()),
                    Math.toIntExact(point.parts().undated()),
                    point.sampleSize() == null ? null : Math.toIntExact(point.sampleSize()),
                    point.chance() == null ? null : Decimal.of(point.chance().target()),
                    point.chance() == null ? null : Decimal.of(point.chance().probability()),
                    point.reason());
        }
    }

    static final String OF_80 =
            "Of the interval of 80 %: P10 or P90 of what the method lets vary. Of simulation that is new deals, moving dates and luck; of crm_weighted and stage_rate only whether each deal with an expected date in the bucket is won, taking new deals for none and dates and probabilities for certain, so that far fewer than 80 % of what comes may lie within; a comparison's coverage says how many.";

    /** One end of the intervals. */
    @RegisterForReflection
    @Name("ForecastIntervalEnds")
    @Description("One end of the intervals.")
    @Schema(name = "ForecastIntervalEnds", description = "One end of the intervals.")
    public record EndsView(
            @JsonProperty("80")
                    @Name("of80")
                    @Description(OF_80)
                    @Schema(description = OF_80, type = SchemaType.STRING)
                    @Nullable
                    Decimal of80,
            @JsonProperty("95")
                    @Name("of95")
                    @Description("The same with 95 %: P2.5 or P97.5.")
                    @Schema(description = "The same with 95 %: P2.5 or P97.5.", type = SchemaType.STRING)
                    @Nullable
                    Decimal of95) {

        static @Nullable EndsView of(@Nullable BigDecimal of80, @Nullable BigDecimal of95) {
            return of80 == null && of95 == null ? null : new EndsView(Decimal.of(of80), Decimal.of(of95));
        }
    }

    static @Nullable BigDecimal lowEnd(ForecastAnswer.@Nullable Range range) {
        return range == null ? null : range.low();
    }

    static @Nullable BigDecimal highEnd(ForecastAnswer.@Nullable Range range) {
        return range == null ? null : range.high();
    }

    static ForecastView of(ForecastAnswer answer) {
        return new ForecastView(
                answer.method(),
                answer.target(),
                answer.timezone().getId(),
                answer.currency(),
                answer.asOf(),
                answer.at(),
                answer.series().stream().map(SeriesOfGroup::of).toList());
    }
}
