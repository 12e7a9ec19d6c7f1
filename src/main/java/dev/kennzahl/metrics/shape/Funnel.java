package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How many went how far.
 *
 * @param asOf as of when it was known
 */
public record Funnel(Kind kind, Mode mode, Instant asOf, List<Step> steps) {

    /** Whose funnel. */
    @Description("Whose funnel.")
    @Schema(name = "FunnelKind", description = "Whose funnel.")
    public enum Kind {
        @Description("Of leads: created, qualified, led to an opportunity or was converted, won.")
        LEADS,
        @Description("Of deals: created, each stage of the pipeline, won.")
        STAGES
    }

    /** What is counted. */
    @Description("What is counted.")
    @Schema(name = "FunnelMode", description = "What is counted.")
    public enum Mode {
        @Description(
                "Of those created in the period, how many reached each step or a later one, as far as it is known. Counts never rise from step to step.")
        COHORT,
        @Description(
                "How many did each step in the period, whenever they were created; each counts once a step. Counts may rise from step to step.")
        PERIOD
    }

    /**
     * A step.
     *
     * @param stage the stage of a funnel of deals; null for all other steps
     * @param ofFirst count ÷ that of the first step
     * @param ofPrevious count ÷ that of the step before; null for the first
     */
    public record Step(
            String key,
            @Nullable String stage,
            long count,
            @Nullable BigDecimal ofFirst,
            @Nullable BigDecimal ofPrevious) {}
}
