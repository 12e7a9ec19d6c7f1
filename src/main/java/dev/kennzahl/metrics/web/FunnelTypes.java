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
import dev.kennzahl.metrics.shape.Funnel;

/** How funnels are shown, in REST and in GraphQL alike. */
public final class FunnelTypes {
    private FunnelTypes() {}

    /** How many went how far. */
    @RegisterForReflection
    @Name("Funnel")
    @Description("How many went how far.")
    @Schema(name = "Funnel", description = "How many went how far.")
    public record FunnelView(
            @NonNull @Description("Whose funnel.") @Schema(description = "Whose funnel.") Funnel.Kind funnel,
            @NonNull @Description("What is counted.") @Schema(description = "What is counted.") Funnel.Mode mode,
            @NonNull @Description("As of when it was known.") @Schema(description = "As of when it was known.")
                    Instant asOf,
            @NonNull @Description("The steps, in order.") @Schema(description = "The steps, in order.")
                    List<@NonNull StepView> steps) {
        static FunnelView of(Funnel funnel) {
            return new FunnelView(
                    funnel.kind(),
                    funnel.mode(),
                    funnel.asOf(),
                    funnel.steps().stream()
                            .map(step -> new StepView(
                                    step.key(),
                                    step.stage(),
                                    Math.toIntExact(step.count()),
                                    Decimal.of(step.ofFirst()),
                                    Decimal.of(step.ofPrevious())))
                            .toList());
        }
    }

    /** A step of a funnel. */
    @RegisterForReflection
    @Name("FunnelStep")
    @Description("A step of a funnel.")
    @Schema(name = "FunnelStep", description = "A step of a funnel.")
    public record StepView(
            @NonNull
                    @Description("lead, qualified, opportunity, won; of deals deal, stage, won.")
                    @Schema(description = "lead, qualified, opportunity, won; of deals deal, stage, won.")
                    String key,
            @Description("The stage, of a step that is one.")
                    @Schema(description = "The stage, of a step that is one.")
                    @Nullable
                    String stage,
            @NonNull
                    @Description(
                            "How many leads or deals reached it, or of the mode PERIOD how many did so in the period: each counts once, however often it came back.")
                    @Schema(
                            description =
                                    "How many leads or deals reached it, or of the mode PERIOD how many did so in the period: each counts once, however often it came back.")
                    Integer count,
            @Description("The count divided by that of the first step; null of none.")
                    @Schema(
                            description = "The count divided by that of the first step; null of none.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal ofFirst,
            @Description("The count divided by that of the step before; null for the first step, and of none.")
                    @Schema(
                            description =
                                    "The count divided by that of the step before; null for the first step, and of none.",
                            type = SchemaType.STRING)
                    @Nullable
                    Decimal ofPrevious) {}
}
