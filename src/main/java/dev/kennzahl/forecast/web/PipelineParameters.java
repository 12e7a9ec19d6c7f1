package dev.kennzahl.forecast.web;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.pipeline.MomentInTime;
import dev.kennzahl.forecast.pipeline.PeriodName;
import dev.kennzahl.forecast.pipeline.PipelineQuestion;

/** The parameters of a question for the open deals at an instant, in REST. */
public class PipelineParameters {
    @Parameter(
            description =
                    "An instant, or a date, which is midnight in the tenant's zone; deals count as they were just before it. Now, or asOf, when absent.")
    @QueryParam("at")
    @Nullable
    String at;

    @Parameter(
            description =
                    "Only deals that were expected to close in this fiscal quarter 2017-Q4, month 2017-12 or fiscal year 2017; all when absent.")
    @QueryParam("period")
    @Nullable
    String period;

    @Parameter(description = "Instead of period: its first day, an ISO date.")
    @QueryParam("periodFrom")
    @Nullable
    String periodFrom;

    @Parameter(description = "Instead of period: the day after its last, an ISO date.")
    @QueryParam("periodTo")
    @Nullable
    String periodTo;

    @BeanParam
    ScopeParameters scope = new ScopeParameters();

    PipelineQuestion question() {
        boolean all = period == null && periodFrom == null && periodTo == null;
        return new PipelineQuestion(
                at == null ? null : MomentInTime.of("at", at),
                all
                        ? null
                        : PeriodName.of(
                                period,
                                WaterfallParameters.date("periodFrom", periodFrom),
                                WaterfallParameters.date("periodTo", periodTo)),
                scope.scope());
    }
}
