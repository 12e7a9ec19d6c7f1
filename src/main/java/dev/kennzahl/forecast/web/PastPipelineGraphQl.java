package dev.kennzahl.forecast.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
import dev.kennzahl.forecast.pipeline.PastPipelines;
import dev.kennzahl.metrics.OpenDeal;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The open deals at any instant over GraphQL: the same as in REST. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class PastPipelineGraphQl {
    private final PastPipelines pipelines;
    private final Caller caller;
    private final CallerPresence presence;
    private final Context fields;

    PastPipelineGraphQl(PastPipelines pipelines, Caller caller, CallerPresence presence, Context fields) {
        this.pipelines = pipelines;
        this.caller = caller;
        this.presence = presence;
        this.fields = fields;
    }

    /** A page of deals. */
    @RegisterForReflection
    @Name("PastPipelineDealConnection")
    @Description("A page of the deals of a pipeline.")
    public record DealConnection(
            @NonNull @Description("The deals, each with its cursor.") List<@NonNull DealEdge> edges,
            @NonNull @Description("Where the page ends.") PageInfo pageInfo,
            @NonNull @Description(TotalCount.DESCRIPTION) @Nullable Integer totalCount) {}

    /** A deal and its place. */
    @RegisterForReflection
    @Name("PastPipelineDealEdge")
    @Description("A deal and its cursor.")
    public record DealEdge(
            @NonNull @Description("Pass it as 'after' to go on behind this deal.") String cursor,
            @NonNull @Description("The deal.") PipelineView.DealAtInstant node) {}

    @Query("pastPipeline")
    @Description(
            "The deals that were open just before an instant and, if a period is given, expected to close in it: what they were worth, how old they were, and how often they had been pushed: each expected closing date that a deal had while open is compared with the one before, so that a date moved by closing or reopening it counts once it is open again.")
    public @NonNull Uni<PipelineView> pastPipeline(
            @Name("query") @Description("The question.") ForecastInputs.@NonNull Pipeline query) {
        return presence.whilePresent(pipelines.ask(caller.tenantId(), query.question()))
                .map(PipelineView::of);
    }

    @Query("pastPipelineDeals")
    @Description("The deals of a pipeline at an instant; their values add up to the sum.")
    public @NonNull Uni<DealConnection> pastPipelineDeals(
            @Name("query") @Description("The question.") ForecastInputs.@NonNull Pipeline query,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        int size = Page.size(first);
        int tenantId = caller.tenantId();
        Uni<Optional<Integer>> total = TotalCount.of(fields, () -> pipelines.count(tenantId, query.question()));
        return presence.whilePresent(pipelines
                .deals(tenantId, query.question(), id(after), size + 1)
                .flatMap(found -> total.map(count -> {
                    Page<OpenDeal> page = Page.of(found, size, deal -> deal.id().toString());
                    List<DealEdge> edges = page.items().stream()
                            .map(deal -> new DealEdge(
                                    Page.cursor(deal.id().toString()), PipelineView.DealAtInstant.of(deal)))
                            .toList();
                    return new DealConnection(edges, PageInfo.of(page), count.orElse(null));
                })));
    }

    /** The id that a page ended with. */
    static @Nullable UUID id(@Nullable String after) {
        String key = Page.keyOf(after);
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw Page.invalidCursor();
        }
    }
}
