package dev.kennzahl.metrics.web;

import java.time.Instant;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.shape.StageTransitions;

/** How transitions between stages are shown, in REST and in GraphQL alike. */
public final class StageTransitionTypes {
    private StageTransitionTypes() {}

    /** How deals moved between stages in the period. */
    @RegisterForReflection
    @Name("StageTransitions")
    @Description("How deals moved between stages in the period.")
    @Schema(name = "StageTransitions", description = "How deals moved between stages in the period.")
    public record TransitionsView(
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull
                    @Description("From where to where; pairs that nobody moved between are left out.")
                    @Schema(description = "From where to where; pairs that nobody moved between are left out.")
                    List<@NonNull MoveView> moves,
            @NonNull
                    @Description("The stages; in each, opening plus entered minus left is closing.")
                    @Schema(description = "The stages; in each, opening plus entered minus left is closing.")
                    List<@NonNull StockView> stages) {
        static TransitionsView of(StageTransitions found) {
            return new TransitionsView(
                    found.asOf(),
                    found.moves().stream()
                            .map(move -> new MoveView(
                                    PlaceView.of(move.from()),
                                    PlaceView.of(move.to()),
                                    Math.toIntExact(move.deals()),
                                    Decimal.of(move.medianDays())))
                            .toList(),
                    found.stages().stream()
                            .map(stock -> new StockView(
                                    stock.stage(),
                                    Math.toIntExact(stock.opening()),
                                    Math.toIntExact(stock.entered()),
                                    Math.toIntExact(stock.left()),
                                    Math.toIntExact(stock.closing())))
                            .toList());
        }
    }

    /** Deals that moved from one place to another. */
    @RegisterForReflection
    @Name("StageMove")
    @Description("Deals that moved from one place to another.")
    @Schema(name = "StageMove", description = "Deals that moved from one place to another.")
    public record MoveView(
            @NonNull @Description("Where they were.") @Schema(description = "Where they were.") PlaceView from,
            @NonNull @Description("Where they came to.") @Schema(description = "Where they came to.") PlaceView to,
            @NonNull
                    @Description("How many moves; a deal may move to and fro.")
                    @Schema(description = "How many moves; a deal may move to and fro.")
                    Integer deals,
            @Description(
                            "The median of the days that they had been where they left; null where nobody knows since when.")
                    @Schema(
                            description =
                                    "The median of the days that they had been where they left; null where nobody knows since when.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal medianDays) {}

    /** Where a deal is. */
    @RegisterForReflection
    @Name("StagePlace")
    @Description("Where a deal is.")
    @Schema(name = "StagePlace", description = "Where a deal is.")
    public record PlaceView(
            @NonNull @Description("What it is.") @Schema(description = "What it is.") StageTransitions.State state,
            @Description("The stage of an open deal; null if it has none.")
                    @Schema(description = "The stage of an open deal; null if it has none.")
                    @Nullable
                    String stage) {
        static PlaceView of(StageTransitions.Place place) {
            return new PlaceView(place.state(), place.stage());
        }
    }

    /** The open deals of a stage. */
    @RegisterForReflection
    @Name("StageStock")
    @Description("The open deals of a stage.")
    @Schema(name = "StageStock", description = "The open deals of a stage.")
    public record StockView(
            @Description("The stage; null for open deals without one.")
                    @Schema(description = "The stage; null for open deals without one.")
                    @Nullable
                    String stage,
            @NonNull
                    @Description("How many are in it when the period begins.")
                    @Schema(description = "How many are in it when the period begins.")
                    Integer opening,
            @NonNull @Description("How often it was entered.") @Schema(description = "How often it was entered.")
                    Integer entered,
            @NonNull @Description("How often it was left.") @Schema(description = "How often it was left.")
                    Integer left,
            @NonNull
                    @Description("How many are in it when the period is over.")
                    @Schema(description = "How many are in it when the period is over.")
                    Integer closing) {}
}
