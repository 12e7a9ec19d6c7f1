package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;

/** How the pipeline of a period came to be what it is. */
public final class PipelineMoves {
    private PipelineMoves() {}

    /**
     * Two instants, at each of which deals count as they were just before it, and the period that they are expected to close in.
     */
    public record Window(Instant from, Instant to, ReportingPeriod period) {}

    /** Where a page of moves ended. */
    public record Position(UUID id, String step) {}

    /**
     * All deals of a group that made one step.
     *
     * @param opening those of them that were in the first pipeline
     * @param change what the step adds
     * @param closing those of them that are in the second pipeline
     */
    public record Step(DealGroup group, WaterfallStep step, DealSum opening, DealSum change, DealSum closing) {}

    /**
     * The step of one deal.
     *
     * @param before what it was just before the first instant; null when it was not there
     * @param after what it was just before the second instant; null when it is not there any more
     * @param opening what it adds to the first pipeline
     * @param closing what it adds to the second pipeline
     */
    public record Move(
            UUID id,
            String externalId,
            @Nullable String name,
            WaterfallStep step,
            @Nullable State before,
            @Nullable State after,
            BigDecimal opening,
            BigDecimal change,
            BigDecimal closing) {}

    /** A deal at an instant; the amount as it stands in the record, with its own currency. */
    public record State(
            String status,
            @Nullable String stage,
            @Nullable BigDecimal amount,
            @Nullable String currency,
            @Nullable LocalDate expectedCloseOn,
            @Nullable String ownerId) {}
}
