package dev.kennzahl.forecast.web;

import java.time.LocalDate;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Decimal;
import dev.kennzahl.metrics.PipelineMoves.Move;
import dev.kennzahl.metrics.PipelineMoves.State;
import dev.kennzahl.metrics.WaterfallStep;

/** A deal behind a step of a waterfall. */
@RegisterForReflection
@Name("WaterfallDeal")
@Description("A deal behind a step of a waterfall, before and after.")
@Schema(name = "WaterfallDeal", description = "A deal behind a step of a waterfall, before and after.")
public record MoveView(
        @Id @NonNull @Description("The deal's id.") @Schema(description = "The deal's id.") String id,
        @NonNull
                @Description("The sender's id, or the business key.")
                @Schema(description = "The sender's id, or the business key.")
                String externalId,
        @Description("Its name.") @Schema(description = "Its name.") @Nullable String name,
        @NonNull @Description("The step it made.") @Schema(description = "The step it made.") WaterfallStep step,
        @Description("What it was just before the first instant; null when it was not there.")
                @Schema(description = "What it was just before the first instant; null when it was not there.")
                @Nullable
                StateView before,
        @Description("What it is just before the second instant; null when it is not there.")
                @Schema(description = "What it is just before the second instant; null when it is not there.")
                @Nullable
                StateView after,
        @Description("What it adds to the opening.")
                @Schema(description = "What it adds to the opening.", type = SchemaType.STRING)
                @Nullable
                Decimal opening,
        @Description("What it adds to the step.")
                @Schema(description = "What it adds to the step.", type = SchemaType.STRING)
                @Nullable
                Decimal change,
        @Description("What it adds to the closing.")
                @Schema(description = "What it adds to the closing.", type = SchemaType.STRING)
                @Nullable
                Decimal closing) {

    /** A deal at an instant. */
    @RegisterForReflection
    @Name("WaterfallDealState")
    @Description("A deal at an instant.")
    @Schema(name = "WaterfallDealState", description = "A deal at an instant.")
    public record StateView(
            @NonNull @Description("Its status.") @Schema(description = "Its status.") String status,
            @Description("Its stage.") @Schema(description = "Its stage.") @Nullable String stage,
            @Description("Its amount, in its own currency.")
                    @Schema(description = "Its amount, in its own currency.", type = SchemaType.STRING)
                    @Nullable
                    Decimal amount,
            @Description("That currency.") @Schema(description = "That currency.") @Nullable String currency,
            @Description("The day it is expected to close.")
                    @Schema(description = "The day it is expected to close.")
                    @Nullable
                    LocalDate expectedCloseOn,
            @Description("The employee who owns it.") @Schema(description = "The employee who owns it.") @Nullable
                    String ownerId) {

        static @Nullable StateView of(@Nullable State state) {
            return state == null
                    ? null
                    : new StateView(
                            state.status(),
                            state.stage(),
                            Decimal.of(state.amount()),
                            state.currency(),
                            state.expectedCloseOn(),
                            state.ownerId());
        }
    }

    static MoveView of(Move move) {
        return new MoveView(
                move.id().toString(),
                move.externalId(),
                move.name(),
                move.step(),
                StateView.of(move.before()),
                StateView.of(move.after()),
                Decimal.of(move.opening()),
                Decimal.of(move.change()),
                Decimal.of(move.closing()));
    }
}
