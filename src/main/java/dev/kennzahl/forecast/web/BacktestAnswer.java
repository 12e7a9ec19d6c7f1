package dev.kennzahl.forecast.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a back-test found, in REST. */
@Schema(name = "Backtest", description = "What a back-test found.")
public record BacktestAnswer(
        @Schema(description = "How many steps ahead were judged.") int horizon,
        @Schema(description = "How many steps lie between two origins.") int step,
        @Schema(description = "Whether each origin saw only what was known then.") boolean knownAtOrigin,
        @Schema(description = "One for each series.") List<OfSeries> series,
        @Schema(description = "The methods over all series that could be judged, the best first.")
                List<BacktestViews.OfRank> overall,
        @Schema(description = "What the measures are, and where each misleads.")
                List<BacktestViews.OfMeasure> measures) {

    /** A series. */
    @Schema(name = "BacktestSeries", description = "How good the methods were on one series.")
    public record OfSeries(
            @Schema(description = "The series' name; null for a KPI.") @Nullable String id,
            @Schema(description = "For a KPI, dimension to value; null means unknown. Empty otherwise.")
                    Map<String, @Nullable String> group,
            @Schema(description = "For a KPI, dimension to a name for people, where there is one. Empty otherwise.")
                    Map<String, String> labels,
            @Schema(description = "Where forecasts were made from; none when the series is too short.")
                    List<At> origins,
            @Schema(description = "The methods, the best first.") List<BacktestViews.OfMethod> methods) {}

    /** An origin. */
    @Schema(name = "BacktestOrigin", description = "A past moment that forecasts were made from.")
    public record At(
            @Schema(description = "How many steps of the series were over, from its first value that counts.") int step,
            @Schema(description = "For a KPI, the first day that was forecast; null otherwise.") @Nullable
                    LocalDate from) {}
}
