package dev.kennzahl.forecast.web;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.CallerPresence;
import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.api.Page;
import dev.kennzahl.api.PageInfo;
import dev.kennzahl.api.TotalCount;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.Forecasts;
import dev.kennzahl.forecast.comparison.ForecastComparisons;
import dev.kennzahl.forecast.pipeline.PipelineWaterfalls;
import dev.kennzahl.metrics.PipelineMoves.Move;
import dev.kennzahl.metrics.WaterfallStep;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Open deals over GraphQL: the same figures as in REST. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class PipelineGraphQl {
    private final Forecasts forecasts;
    private final ForecastComparisons comparisons;
    private final PipelineWaterfalls waterfalls;
    private final Caller caller;
    private final CallerPresence presence;
    private final Context fields;

    PipelineGraphQl(
            Forecasts forecasts,
            ForecastComparisons comparisons,
            PipelineWaterfalls waterfalls,
            Caller caller,
            CallerPresence presence,
            Context fields) {
        this.forecasts = forecasts;
        this.comparisons = comparisons;
        this.waterfalls = waterfalls;
        this.caller = caller;
        this.presence = presence;
        this.fields = fields;
    }

    @Query("forecast")
    @Description(
            "What is expected of a figure, with intervals where the method gives them; those of crm_weighted and stage_rate are of the deals open at the instant with an expected date in the bucket, taking new ones for none.")
    public @NonNull Uni<ForecastView> forecast(
            @Name("query") @Description("The question.") ForecastInputs.@NonNull Forecast query) {
        ForecastQuestion question = query.question();
        String method = query.method == null ? forecasts.usual(question.target()) : query.method;
        return presence.whilePresent(forecasts.ask(caller.tenantId(), method, question))
                .map(ForecastView::of);
    }

    @Query("forecastComparison")
    @Description("How forecasts of the past fared: each beside what came, and how accurate each method was.")
    public @NonNull Uni<ComparisonView> forecastComparison(
            @Name("query") @Description("The question.") ForecastInputs.@NonNull Comparison query) {
        return presence.whilePresent(comparisons.ask(caller.tenantId(), query.question()))
                .map(ComparisonView::of);
    }

    /** A page of deals. */
    @RegisterForReflection
    @Name("WaterfallDealConnection")
    @Description("A page of the deals behind a waterfall.")
    public record MoveConnection(
            @NonNull @Description("The deals, each with its cursor.") List<@NonNull MoveEdge> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {}

    /** A deal and its place. */
    @RegisterForReflection
    @Name("WaterfallDealEdge")
    @Description("A deal and its cursor.")
    public record MoveEdge(
            @NonNull @Description("Pass it as 'after' to go on behind this deal.") String cursor,
            @NonNull @Description("The deal.") MoveView node) {}

    @Query("pipelineWaterfall")
    @Description(
            "What changed in the pipeline of a period between two instants; opening and all steps add up to closing.")
    public @NonNull Uni<WaterfallView> pipelineWaterfall(
            @Name("query") @Description("The question.") ForecastInputs.@NonNull Waterfall query) {
        return presence.whilePresent(waterfalls.ask(caller.tenantId(), query.question()))
                .map(WaterfallView::of);
    }

    @Query("pipelineWaterfallDeals")
    @Description("The deals behind a waterfall, with what each was before and after.")
    public @NonNull Uni<MoveConnection> pipelineWaterfallDeals(
            @Name("query") @Description("The question.") ForecastInputs.@NonNull Waterfall query,
            @Name("step") @Description("Only this step; all when absent.") @Nullable WaterfallStep step,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        int size = Page.size(first);
        int tenantId = caller.tenantId();
        Uni<Optional<Integer>> total = TotalCount.of(fields, () -> waterfalls.count(tenantId, query.question(), step));
        return presence.whilePresent(waterfalls
                .moves(tenantId, query.question(), step, MoveCursor.read(after), size + 1)
                .flatMap(found -> total.map(count -> {
                    Page<Move> page = Page.of(found, size, MoveCursor::key);
                    List<MoveEdge> edges = page.items().stream()
                            .map(move -> new MoveEdge(Page.cursor(MoveCursor.key(move)), MoveView.of(move)))
                            .toList();
                    return new MoveConnection(edges, PageInfo.of(page), count.orElse(null));
                })));
    }
}
