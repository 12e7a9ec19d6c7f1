package dev.kennzahl.metrics.web;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.graphql.api.Context;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.CallerPresence;
import dev.kennzahl.api.CodedErrors;
import dev.kennzahl.api.Page;
import dev.kennzahl.api.TotalCount;
import dev.kennzahl.metrics.KpiQuestion;
import dev.kennzahl.metrics.shape.CohortMatrices;
import dev.kennzahl.metrics.shape.Funnel;
import dev.kennzahl.metrics.shape.Funnels;
import dev.kennzahl.metrics.shape.LeaderBoards;
import dev.kennzahl.metrics.shape.Pareto;
import dev.kennzahl.metrics.shape.ParetoCurves;
import dev.kennzahl.metrics.shape.StageMoves;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** Funnels, curves, cohorts, boards and transitions over GraphQL: the same answers as over REST. */
@GraphQLApi
@RolesAllowed(Roles.VIEWER)
@NonBlocking
@CodedErrors
public class ShapeGraphQl {
    private final Funnels funnels;
    private final ParetoCurves curves;
    private final CohortMatrices matrices;
    private final LeaderBoards boards;
    private final StageMoves moves;
    private final Caller caller;
    private final CallerPresence presence;
    private final Context fields;

    ShapeGraphQl(
            Funnels funnels,
            ParetoCurves curves,
            CohortMatrices matrices,
            LeaderBoards boards,
            StageMoves moves,
            Caller caller,
            CallerPresence presence,
            Context fields) {
        this.fields = fields;
        this.funnels = funnels;
        this.curves = curves;
        this.matrices = matrices;
        this.boards = boards;
        this.moves = moves;
        this.caller = caller;
        this.presence = presence;
    }

    @Query("funnel")
    @Description("How many leads or deals went how far; who reached a later step has reached the earlier ones.")
    public @NonNull Uni<FunnelTypes.FunnelView> funnel(
            @Name("funnel") @Description("Whose funnel.") @NonNull Funnel.Kind funnel,
            @Name("mode") @Description("What is counted; COHORT when absent.") Funnel.@Nullable Mode mode,
            @Name("query") @Description("Period and filters.") @NonNull ShapeInputs.Query query) {
        return presence.whilePresent(
                        funnels.of(caller.tenantId(), funnel, mode == null ? Funnel.Mode.COHORT : mode, query.query()))
                .map(FunnelTypes.FunnelView::of);
    }

    @Query("pareto")
    @Description("How revenue is spread over customers, the largest first, per cent by per cent.")
    public @NonNull Uni<ParetoTypes.ParetoView> pareto(
            @Name("query") @Description("Period, filters and currency.") @NonNull ShapeInputs.Query query,
            @Name("share") @Description("How many of a hundred customers are the top; 20 when absent.") @Nullable
                    Integer share) {
        return presence.whilePresent(curves.curve(caller.tenantId(), query.query(), share))
                .map(ParetoTypes.ParetoView::of);
    }

    @Query("paretoCustomers")
    @Description("The customers on the Pareto curve, the largest first.")
    public @NonNull Uni<ShapeConnections.ParetoCustomers> paretoCustomers(
            @Name("query") @Description("Period, filters and currency.") @NonNull ShapeInputs.Query query,
            @Name("share") @Description("How many of a hundred customers are the top; 20 when absent.") @Nullable
                    Integer share,
            @Name("first") @Description("How many, at most 500; 50 when absent.") @Nullable Integer first,
            @Name("after") @Description("The end cursor of the page before.") @Nullable String after) {
        int size = Page.size(first);
        int tenantId = caller.tenantId();
        Uni<Optional<Integer>> total = TotalCount.of(
                fields, () -> curves.curve(tenantId, query.query(), share).map(Pareto::customers));
        return presence.whilePresent(
                curves.customers(tenantId, query.query(), share, ParetoCursor.read(after), size + 1)
                        .flatMap(found -> total.map(count -> ShapeConnections.ParetoCustomers.of(found, size, count))));
    }

    @Query("cohorts")
    @Description("Customers by the month of their first purchase, and how many of them buy so many months later.")
    public @NonNull Uni<CohortTypes.MatrixView> cohorts(
            @Name("query") @Description("Period of first purchases, and filters.") @NonNull ShapeInputs.Query query,
            @Name("months") @Description("How many months later at most, 0 to 120; 12 when absent.") @Nullable
                    Integer months) {
        return presence.whilePresent(matrices.of(caller.tenantId(), query.query(), months))
                .map(CohortTypes.MatrixView::of);
    }

    @Query("leaderBoard")
    @Description("Any KPI by one dimension, the best first, with the places of the period before.")
    public @NonNull Uni<LeaderBoardTypes.BoardView> leaderBoard(
            @Name("kpi") @Description("The KPI's key.") @Id @NonNull String kpi,
            @Name("by") @Description("The dimension; owner when absent.") @Nullable String by,
            @Name("query") @Description("Period, filters and currency.") @NonNull ShapeInputs.Query query,
            @Name("variant") @Description("One of the KPI's variants; the default is the first.") @Nullable
                    String variant,
            @Name("options") @Description("Options of the KPI.") @Nullable List<KpiQuestion.Option> options,
            @Name("first") @Description("How many places, at most 500; 50 when absent.") @Nullable Integer first) {
        return presence.whilePresent(boards.of(
                        caller.tenantId(),
                        kpi,
                        variant,
                        by == null ? "owner" : by,
                        query.query(),
                        KpiQuestion.options(options),
                        Page.size(first)))
                .map(LeaderBoardTypes.BoardView::of);
    }

    @Query("stageTransitions")
    @Description("From which stage to which deals moved, how many, and after how many days.")
    public @NonNull Uni<StageTransitionTypes.TransitionsView> stageTransitions(
            @Name("query") @Description("Period and filters.") @NonNull ShapeInputs.Query query) {
        return presence.whilePresent(moves.of(caller.tenantId(), query.query()))
                .map(StageTransitionTypes.TransitionsView::of);
    }
}
