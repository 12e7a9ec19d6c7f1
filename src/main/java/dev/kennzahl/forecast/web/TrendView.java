package dev.kennzahl.forecast.web;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.trend.ChangePoints;
import dev.kennzahl.forecast.trend.Decomposition;
import dev.kennzahl.forecast.trend.Direction;
import dev.kennzahl.forecast.trend.KendallTest;
import dev.kennzahl.forecast.trend.Trend;

/** What can be said of where a series goes. Estimates are decimal strings, probabilities and strengths are numbers. */
@RegisterForReflection
@Name("Trend")
@Description("What can be said of where a series goes.")
@Schema(name = "Trend", description = "What can be said of where a series goes.")
public record TrendView(
        @NonNull @Description("The verdict.") @Schema(description = "The verdict.") Direction direction,
        @Description("Why there is no verdict: NO_VALUES or TOO_FEW_VALUES; null when there is one.")
                @Schema(description = "Why there is no verdict: NO_VALUES or TOO_FEW_VALUES; null when there is one.")
                @Nullable
                String reason,
        @Description("The Theil-Sen slope for one step; null without two values to compare.")
                @Schema(description = "The Theil-Sen slope for one step; null without two values to compare.")
                @Nullable
                Decimal slope,
        @Description("The lower end of its interval of 1 - alpha, after Sen.")
                @Schema(description = "The lower end of its interval of 1 - alpha, after Sen.")
                @Nullable
                Decimal slopeLow,
        @Description("The upper end of that interval.")
                @Schema(description = "The upper end of that interval.")
                @Nullable
                Decimal slopeHigh,
        @Description("The Mann-Kendall test; null without any value.")
                @Schema(description = "The Mann-Kendall test; null without any value.")
                @Nullable
                TestView test,
        @NonNull
                @Description(
                        "How many values make up the season that the test and the slope went by; 1 when none is evident.")
                @Schema(
                        description =
                                "How many values make up the season that the test and the slope went by; 1 when none is evident.")
                Integer season,
        @NonNull
                @Description("How many steps between the first value and the last have none.")
                @Schema(description = "How many steps between the first value and the last have none.")
                Integer gaps,
        @Description(
                        "From 0 to 1: how much of what is left beside the trend is season (STL); null without two seasons.")
                @Schema(
                        description =
                                "From 0 to 1: how much of what is left beside the trend is season (STL); null without two seasons.")
                @Nullable
                Double seasonalStrength,
        @Description(
                        "From 0 to 1: how much of what is left beside the season is trend (STL); null without two seasons.")
                @Schema(
                        description =
                                "From 0 to 1: how much of what is left beside the season is trend (STL); null without two seasons.")
                @Nullable
                Double trendStrength,
        @NonNull
                @Description(
                        "Where the series begins to go another way. By chance some are found too: in about one of ten series without any, and in one of four where neighbours resemble each other (correlation 0.5).")
                @Schema(
                        description =
                                "Where the series begins to go another way. By chance some are found too: in about one of ten series without any, and in one of four where neighbours resemble each other (correlation 0.5).")
                List<@NonNull ChangeView> changePoints,
        @NonNull
                @Description("The series in parts, gaps filled, from its first value to its last.")
                @Schema(description = "The series in parts, gaps filled, from its first value to its last.")
                List<@NonNull PartsView> points) {

    /** A test. */
    @RegisterForReflection
    @Name("TrendTest")
    @Description("The Mann-Kendall test: with seasons, only values of the same season are compared (Hirsch 1982).")
    @Schema(
            name = "TrendTest",
            description =
                    "The Mann-Kendall test: with seasons, only values of the same season are compared (Hirsch 1982).")
    public record TestView(
            @NonNull
                    @Description(
                            "The probability of an order so far from none, in either direction, without any trend.")
                    @Schema(
                            description =
                                    "The probability of an order so far from none, in either direction, without any trend.")
                    Double pValue,
            @NonNull
                    @Description("The threshold: above it an order is taken for chance.")
                    @Schema(description = "The threshold: above it an order is taken for chance.")
                    Double alpha,
            @NonNull
                    @Description("The least probability that so many values can give; 0 when it is not exact.")
                    @Schema(description = "The least probability that so many values can give; 0 when it is not exact.")
                    Double leastPValue,
            @NonNull @Description("How it comes about.") @Schema(description = "How it comes about.")
                    KendallTest.Basis basis,
            @NonNull
                    @Description("Kendall's score: pairs in order less pairs out of order.")
                    @Schema(description = "Kendall's score: pairs in order less pairs out of order.")
                    Integer score,
            @NonNull
                    @Description("Kendall's tau-b, the strength of the order, from -1 to 1.")
                    @Schema(description = "Kendall's tau-b, the strength of the order, from -1 to 1.")
                    Double tau,
            @NonNull
                    @Description(
                            "By what the variance was multiplied for correlation (Hamed and Rao 1998); 1 for none.")
                    @Schema(
                            description =
                                    "By what the variance was multiplied for correlation (Hamed and Rao 1998); 1 for none.")
                    Double varianceFactor,
            @NonNull @Description("How many values there are.") @Schema(description = "How many values there are.")
                    Integer sampleSize) {

        static TestView of(KendallTest test, double alpha) {
            return new TestView(
                    test.probability(),
                    alpha,
                    test.leastProbability(),
                    test.basis(),
                    Math.toIntExact(test.score()),
                    test.tau(),
                    test.factor(),
                    test.count());
        }
    }

    /** A change. */
    @RegisterForReflection
    @Name("TrendChange")
    @Description("Where another straight line begins, on the series without its season.")
    @Schema(name = "TrendChange", description = "Where another straight line begins, on the series without its season.")
    public record ChangeView(
            @NonNull
                    @Description("The first step of the new line, counted from 0 at the series' beginning.")
                    @Schema(description = "The first step of the new line, counted from 0 at the series' beginning.")
                    Integer step,
            @Description("The first day of that bucket; null for posted series.")
                    @Schema(description = "The first day of that bucket; null for posted series.")
                    @Nullable
                    LocalDate from,
            @NonNull
                    @Description("What the old line would have come to there.")
                    @Schema(description = "What the old line would have come to there.")
                    Decimal expected,
            @NonNull @Description("Where the new line begins.") @Schema(description = "Where the new line begins.")
                    Decimal level,
            @NonNull
                    @Description("The old line's slope for one step.")
                    @Schema(description = "The old line's slope for one step.")
                    Decimal slopeBefore,
            @NonNull
                    @Description("The new line's slope for one step.")
                    @Schema(description = "The new line's slope for one step.")
                    Decimal slopeAfter) {}

    /** A value in parts. */
    @RegisterForReflection
    @Name("TrendPoint")
    @Description("A value and, with two seasons or more, its parts by STL, which add up to it.")
    @Schema(
            name = "TrendPoint",
            description = "A value and, with two seasons or more, its parts by STL, which add up to it.")
    public record PartsView(
            @Description("The first day of the bucket; null for posted series.")
                    @Schema(description = "The first day of the bucket; null for posted series.")
                    @Nullable
                    LocalDate from,
            @NonNull
                    @Description("The value, or what a gap was filled with.")
                    @Schema(description = "The value, or what a gap was filled with.")
                    Decimal value,
            @Description("The trend.") @Schema(description = "The trend.") @Nullable Decimal trend,
            @Description("The season.") @Schema(description = "The season.") @Nullable Decimal season,
            @Description("The remainder.") @Schema(description = "The remainder.") @Nullable Decimal remainder) {}

    /** Of a series without any value. */
    static TrendView unknown() {
        return new TrendView(
                Direction.UNDECIDED, "NO_VALUES", null, null, null, null, 1, 0, null, null, List.of(), List.of());
    }

    /** @param buckets those of the series; none for posted ones */
    static TrendView of(Trend trend, Rounding rounding, List<ReportingPeriod> buckets) {
        IntFunction<@Nullable LocalDate> day =
                place -> buckets.isEmpty() ? null : buckets.get(place).from();
        Decomposition parts = trend.decomposition();
        return new TrendView(
                trend.direction(),
                trend.direction() == Direction.UNDECIDED ? "TOO_FEW_VALUES" : null,
                rounding.decimal(trend.slope().slope()),
                rounding.decimal(trend.slope().low()),
                rounding.decimal(trend.slope().high()),
                TestView.of(trend.test(), trend.alpha()),
                trend.period(),
                trend.gaps(),
                parts == null ? null : parts.seasonalStrength(),
                parts == null ? null : parts.trendStrength(),
                trend.changes().changes().stream()
                        .map(change -> change(change, trend.first(), rounding, day))
                        .toList(),
                IntStream.range(0, trend.values().length)
                        .mapToObj(t -> parts(trend, t, rounding, day))
                        .toList());
    }

    private static ChangeView change(
            ChangePoints.Change change, int first, Rounding rounding, IntFunction<@Nullable LocalDate> day) {
        int step = first + change.place();
        return new ChangeView(
                step,
                day.apply(step),
                rounding.decimal(change.before()),
                rounding.decimal(change.after()),
                rounding.decimal(change.slopeBefore()),
                rounding.decimal(change.slopeAfter()));
    }

    private static PartsView parts(Trend trend, int t, Rounding rounding, IntFunction<@Nullable LocalDate> day) {
        Decomposition parts = trend.decomposition();
        return new PartsView(
                day.apply(trend.first() + t),
                rounding.decimal(trend.values()[t]),
                parts == null ? null : rounding.decimal(parts.trend()[t]),
                parts == null ? null : rounding.decimal(parts.season()[t]),
                parts == null ? null : rounding.decimal(parts.remainder()[t]));
    }
}
