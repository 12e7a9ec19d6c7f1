package dev.kennzahl.forecast.pipeline;

import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.PipelineMoves.Move;
import dev.kennzahl.metrics.PipelineMoves.Position;
import dev.kennzahl.metrics.PipelineMoves.Window;
import dev.kennzahl.metrics.WaterfallStep;

/**
 * Says what came between a pipeline and a later one. Each deal is compared as it was just before the two instants and is in one
 * step; what it went through in between does not show. It leaves with the amount it had before, and a change of its amount is a step
 * only where it is in both. Deals that came and were decided in between, with an expected closing date in the period, are added and
 * won or lost, both with the amount they were decided with; and so are those, as pulled in, that were expected later and won in the period.
 */
@Singleton
public class PipelineWaterfalls {
    private final DealHistory history;

    PipelineWaterfalls(DealHistory history) {
        this.history = history;
    }

    /** @return fails with a {@link dev.kennzahl.problem.Problem} that names the parameter at fault */
    public Uni<PipelineWaterfall> ask(int tenantId, WaterfallQuestion question) {
        return history.read(tenantId, question.scope(), deals -> {
            Window window = question.window(deals.settings().calendar());
            return deals.waterfall(window)
                    .map(steps -> new PipelineWaterfall(
                            window,
                            deals.settings().calendar().zone(),
                            deals.currency(),
                            deals.now(),
                            PipelineWaterfall.groups(
                                    steps, !question.scope().groupBy().isEmpty())));
        });
    }

    /** How many deals are behind a step, or behind all when that is null; who makes two steps counts twice, as in {@link #moves}. */
    public Uni<Long> count(int tenantId, WaterfallQuestion question, @Nullable WaterfallStep step) {
        return history.read(tenantId, question.scope(), deals -> deals.waterfall(
                        question.window(deals.settings().calendar()))
                .map(steps -> steps.stream()
                        .filter(one -> step == null || one.step() == step)
                        .mapToLong(one -> one.change().deals())
                        .sum()));
    }

    /**
     * The deals behind the steps, ordered by id.
     *
     * @param step only those; null for all
     * @param after where the page before ended; null for the first
     */
    public Uni<List<Move>> moves(
            int tenantId,
            WaterfallQuestion question,
            @Nullable WaterfallStep step,
            @Nullable Position after,
            int limit) {
        return history.read(
                tenantId,
                question.scope(),
                deals -> deals.moves(question.window(deals.settings().calendar()), step, after, limit));
    }
}
