package dev.kennzahl.forecast.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Page;
import dev.kennzahl.api.Parameters;
import dev.kennzahl.forecast.pipeline.PipelineWaterfalls;
import dev.kennzahl.metrics.PipelineMoves.Move;
import dev.kennzahl.metrics.WaterfallStep;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** What changed since Monday: the steps from a pipeline to a later one. */
@Path("/api/v1/forecasts/waterfall")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class WaterfallResource {
    private final PipelineWaterfalls waterfalls;
    private final Caller caller;

    WaterfallResource(PipelineWaterfalls waterfalls, Caller caller) {
        this.waterfalls = waterfalls;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getPipelineWaterfall",
            summary = "What changed in the pipeline of a period",
            description =
                    "Compares the open deals that are expected to close in a period between two instants, each deal as it was just before them."
                            + " A deal makes one step, by what it was and what it is; what it went through in between does not show. A deal"
                            + " that was in the pipeline leaves with the amount and from the group it had at the first instant; a change of its"
                            + " amount is a step only where it is in both. A deal that was not in it and was decided by the second instant enters"
                            + " and leaves at once, with the amount and in the group it has at the second: in won or lost, and in added when it"
                            + " came in between, in pulledIn, slippedIn or dated when it was open with an expected date after the period, before"
                            + " it or none, in restored when it was deleted or merged. It counts so when its expected date at the second instant"
                            + " is in the period or, won, when its closing day is, whatever its expected date. A deal of the first pipeline counts"
                            + " as won or lost whenever that was, before the period too. Opening and all steps add up to closing, exactly, in"
                            + " each group.")
    public Uni<WaterfallView> waterfall(@BeanParam WaterfallParameters parameters) {
        return waterfalls.ask(caller.tenantId(), parameters.question()).map(WaterfallView::of);
    }

    @GET
    @Path("/records")
    @Operation(
            operationId = "getPipelineWaterfallRecords",
            summary = "The deals behind a waterfall",
            description =
                    "With what each was before and after, and what it adds; the changes add up to the steps. To see the deals of one group,"
                            + " filter by it instead of grouping: the steps are the same.")
    public Uni<Page<MoveView>> records(
            @BeanParam WaterfallParameters parameters,
            @Parameter(description = "Only this step, such as won or slipped_out; all when absent.")
                    @QueryParam("step")
                    @Nullable
                    String step,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable String first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        int size = Page.size(Parameters.number("first", first));
        WaterfallStep wanted = step == null ? null : Parameters.oneOf("step", step, WaterfallStep.values());
        return waterfalls
                .moves(caller.tenantId(), parameters.question(), wanted, MoveCursor.read(after), size + 1)
                .map(moves -> Page.<Move>of(moves, size, MoveCursor::key).map(MoveView::of));
    }
}
