package dev.kennzahl.forecast.web;

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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.pipeline.PipelineWaterfall;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.WaterfallStep;

/** A waterfall in REST and in GraphQL. */
@RegisterForReflection
@Name("PipelineWaterfall")
@Description("What came between a pipeline and a later one.")
@Schema(name = "PipelineWaterfall", description = "What came between a pipeline and a later one.")
public record WaterfallView(
        @NonNull
                @Description("The first instant; deals count as they were just before it.")
                @Schema(description = "The first instant; deals count as they were just before it.")
                Instant from,
        @NonNull
                @Description("The second instant; deals count as they were just before it.")
                @Schema(description = "The second instant; deals count as they were just before it.")
                Instant to,
        @NonNull
                @Description("The first day of the period that deals are expected to close in.")
                @Schema(description = "The first day of the period that deals are expected to close in.")
                LocalDate periodFrom,
        @NonNull @Description("The day after its last.") @Schema(description = "The day after its last.")
                LocalDate periodTo,
        @NonNull @Description("The zone that days begin in.") @Schema(description = "The zone that days begin in.")
                String timezone,
        @NonNull
                @Description("What money is given in, at the rate of the day the answer is as of.")
                @Schema(description = "What money is given in, at the rate of the day the answer is as of.")
                String currency,
        @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                Instant asOf,
        @NonNull
                @Description("One per group; opening and all steps add up to closing.")
                @Schema(description = "One per group; opening and all steps add up to closing.")
                List<@NonNull GroupSteps> series) {

    /** The steps of a group. */
    @RegisterForReflection
    @JsonIgnoreProperties("groupValues")
    @Name("WaterfallSeries")
    @Description("The steps of one group: opening, and all that follows, add up to closing.")
    @Schema(
            name = "WaterfallSeries",
            description = "The steps of one group: opening, and all that follows, add up to closing.")
    public record GroupSteps(
            @Ignore @Schema(description = "Dimension to value; null means unknown. Empty without grouping.")
                    Map<String, @Nullable String> group,
            @Ignore @Schema(description = "Dimension to a name for people, where there is one.")
                    Map<String, String> labels,
            @Name("group") @NonNull @Description("The group; empty without grouping.")
                    List<KpiResult.@NonNull GroupValue> groupValues,
            @NonNull
                    @Description("The pipeline just before the first instant.")
                    @Schema(description = "The pipeline just before the first instant.")
                    DealSumView opening,
            @NonNull
                    @Description(
                            "Not there at the first instant: deals that came, and those of them that were decided in between; won ones count when their closing day is in the period, whatever their expected date.")
                    @Schema(
                            description =
                                    "Not there at the first instant: deals that came, and those of them that were decided in between; won ones count when their closing day is in the period, whatever their expected date.")
                    DealSumView added,
            @NonNull
                    @Description("Won or lost at the first instant, open at the second.")
                    @Schema(description = "Won or lost at the first instant, open at the second.")
                    DealSumView reopened,
            @NonNull
                    @Description(
                            "Expected after the period at the first instant: deals that are expected in it now, and those that were won or lost since and are the period's by their expected date or, won, by their closing day.")
                    @Schema(
                            description =
                                    "Expected after the period at the first instant: deals that are expected in it now, and those that were won or lost since and are the period's by their expected date or, won, by their closing day.")
                    DealSumView pulledIn,
            @NonNull
                    @Description(
                            "Expected before the period at the first instant: what an earlier period left over, also what of it was won or lost since and is the period's by its expected date or, won, by its closing day.")
                    @Schema(
                            description =
                                    "Expected before the period at the first instant: what an earlier period left over, also what of it was won or lost since and is the period's by its expected date or, won, by its closing day.")
                    DealSumView slippedIn,
            @NonNull
                    @Description("Expected on no date at the first instant, also when won or lost since, likewise.")
                    @Schema(
                            description =
                                    "Expected on no date at the first instant, also when won or lost since, likewise.")
                    DealSumView dated,
            @NonNull
                    @Description("Deleted or merged at the first instant, open at the second.")
                    @Schema(description = "Deleted or merged at the first instant, open at the second.")
                    DealSumView restored,
            @NonNull
                    @Description("Of another group at the first instant, or outside the filters.")
                    @Schema(description = "Of another group at the first instant, or outside the filters.")
                    DealSumView transferredIn,
            @NonNull
                    @Description("In both, worth more at the second instant: the difference.")
                    @Schema(description = "In both, worth more at the second instant: the difference.")
                    DealSumView increased,
            @NonNull
                    @Description("In both, worth less at the second instant: the difference, which is negative.")
                    @Schema(
                            description =
                                    "In both, worth less at the second instant: the difference, which is negative.")
                    DealSumView decreased,
            @NonNull
                    @Description("In both, worth the same: how many deals these are.")
                    @Schema(description = "In both, worth the same: how many deals these are.")
                    DealSumView unchanged,
            @NonNull
                    @Description(
                            "Won since, negative: with what they were worth at the first instant, or at the second when they were not in the pipeline at the first.")
                    @Schema(
                            description =
                                    "Won since, negative: with what they were worth at the first instant, or at the second when they were not in the pipeline at the first.")
                    DealSumView won,
            @NonNull
                    @Description(
                            "Lost since, negative: with what they were worth at the first instant, or at the second when they were not in the pipeline at the first.")
                    @Schema(
                            description =
                                    "Lost since, negative: with what they were worth at the first instant, or at the second when they were not in the pipeline at the first.")
                    DealSumView lost,
            @NonNull
                    @Description("Expected after the period at the second instant, negative.")
                    @Schema(description = "Expected after the period at the second instant, negative.")
                    DealSumView slippedOut,
            @NonNull
                    @Description("Expected before the period at the second instant, negative.")
                    @Schema(description = "Expected before the period at the second instant, negative.")
                    DealSumView pulledOut,
            @NonNull
                    @Description("Expected on no date at the second instant, negative.")
                    @Schema(description = "Expected on no date at the second instant, negative.")
                    DealSumView undated,
            @NonNull
                    @Description("Deleted, or merged into another deal, negative.")
                    @Schema(description = "Deleted, or merged into another deal, negative.")
                    DealSumView removed,
            @NonNull
                    @Description("Of another group at the second instant, or outside the filters, negative.")
                    @Schema(description = "Of another group at the second instant, or outside the filters, negative.")
                    DealSumView transferredOut,
            @NonNull
                    @Description("The pipeline just before the second instant.")
                    @Schema(description = "The pipeline just before the second instant.")
                    DealSumView closing) {

        static GroupSteps of(PipelineWaterfall.Group group) {
            return new GroupSteps(
                    GroupView.values(group.group()),
                    GroupView.labels(group.group()),
                    group.group().values(),
                    DealSumView.of(group.opening()),
                    DealSumView.of(group.step(WaterfallStep.ADDED)),
                    DealSumView.of(group.step(WaterfallStep.REOPENED)),
                    DealSumView.of(group.step(WaterfallStep.PULLED_IN)),
                    DealSumView.of(group.step(WaterfallStep.SLIPPED_IN)),
                    DealSumView.of(group.step(WaterfallStep.DATED)),
                    DealSumView.of(group.step(WaterfallStep.RESTORED)),
                    DealSumView.of(group.step(WaterfallStep.TRANSFERRED_IN)),
                    DealSumView.of(group.step(WaterfallStep.INCREASED)),
                    DealSumView.of(group.step(WaterfallStep.DECREASED)),
                    DealSumView.of(group.step(WaterfallStep.UNCHANGED)),
                    DealSumView.of(group.step(WaterfallStep.WON)),
                    DealSumView.of(group.step(WaterfallStep.LOST)),
                    DealSumView.of(group.step(WaterfallStep.SLIPPED_OUT)),
                    DealSumView.of(group.step(WaterfallStep.PULLED_OUT)),
                    DealSumView.of(group.step(WaterfallStep.UNDATED)),
                    DealSumView.of(group.step(WaterfallStep.REMOVED)),
                    DealSumView.of(group.step(WaterfallStep.TRANSFERRED_OUT)),
                    DealSumView.of(group.closing()));
        }
    }

    static WaterfallView of(PipelineWaterfall waterfall) {
        return new WaterfallView(
                waterfall.window().from(),
                waterfall.window().to(),
                waterfall.window().period().from(),
                waterfall.window().period().to(),
                waterfall.timezone().getId(),
                waterfall.currency(),
                waterfall.asOf(),
                waterfall.groups().stream().map(GroupSteps::of).toList());
    }
}
