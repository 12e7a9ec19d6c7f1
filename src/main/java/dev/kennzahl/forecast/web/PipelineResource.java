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
import dev.kennzahl.forecast.pipeline.PastPipelines;
import dev.kennzahl.metrics.OpenDeal;
import dev.kennzahl.security.Caller;
import dev.kennzahl.security.Roles;

/** The open deals of a period at any instant. */
@Path("/api/v1/forecasts/pipeline")
@RolesAllowed(Roles.VIEWER)
@Tag(name = "Forecasts", description = "What is to come, with prediction intervals.")
public class PipelineResource {
    private final PastPipelines pipelines;
    private final Caller caller;

    PipelineResource(PastPipelines pipelines, Caller caller) {
        this.pipelines = pipelines;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getPastPipeline",
            summary = "The pipeline at an instant",
            description =
                    "The deals that were open just before an instant and, if a period is given, expected to close in it: what they were worth, how"
                            + " old they were, and how often they had been pushed, which is how often their expected closing date was moved to a"
                            + " later one: each date that a deal had while open is compared with the one that it had while open before, so that"
                            + " a date moved by closing or reopening it counts once it is open again.")
    public Uni<PipelineView> pipeline(@BeanParam PipelineParameters parameters) {
        return pipelines.ask(caller.tenantId(), parameters.question()).map(PipelineView::of);
    }

    @GET
    @Path("/records")
    @Operation(
            operationId = "getPastPipelineRecords",
            summary = "The deals of a pipeline at an instant",
            description = "With their age and how often they had been pushed; their values add up to the sum.")
    public Uni<Page<PipelineView.DealAtInstant>> records(
            @BeanParam PipelineParameters parameters,
            @Parameter(description = "How many, at most 500.") @QueryParam("first") @Nullable String first,
            @Parameter(description = "The 'next' of the page before.") @QueryParam("after") @Nullable String after) {
        int size = Page.size(Parameters.number("first", first));
        return pipelines
                .deals(caller.tenantId(), parameters.question(), PastPipelineGraphQl.id(after), size + 1)
                .map(deals -> Page.<OpenDeal>of(deals, size, deal -> deal.id().toString())
                        .map(PipelineView.DealAtInstant::of));
    }
}
