package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How deals moved between stages in a period. */
public record StageTransitions(Instant asOf, List<Move> moves, List<Stock> stages) {

    /** What a deal can be. */
    @Description("What a deal can be.")
    @Schema(name = "DealState", description = "What a deal can be.")
    public enum State {
        @Description("Not there: not yet, or deleted, merged into another, or not known.")
        NONE,
        @Description("Open, in a stage.")
        OPEN,
        @Description("Won.")
        WON,
        @Description("Lost.")
        LOST
    }

    /** A state, with its stage while open; an open deal may have none. */
    public record Place(State state, @Nullable String stage) {}

    /**
     * From one to another.
     *
     * @param medianDays median of the days that deals had been in the place they left; null where nobody knows since when
     */
    public record Move(Place from, Place to, long deals, @Nullable BigDecimal medianDays) {}

    /**
     * A stage: opening + entered − left = closing.
     *
     * @param stage null for open deals without one
     * @param opening open deals in it when the period begins
     * @param closing when it is over
     */
    public record Stock(@Nullable String stage, long opening, long entered, long left, long closing) {}
}
