package dev.kennzahl.forecast.web;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.calendar.Grain;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.pipeline.MomentInTime;

/** The parameters of a forecast in REST. */
public class ForecastParameters {
    @Parameter(description = "The KPI to forecast, such as won_revenue, which is the default.")
    @QueryParam("target")
    @Nullable
    String target;

    @Parameter(description = "The first day, an ISO date in the tenant's zone.", required = true)
    @Schema(examples = "2026-10-01")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(description = "The day after the last, an ISO date.", required = true)
    @Schema(examples = "2027-01-01")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(description = "day, week, month, quarter, year or total (default).")
    @QueryParam("grain")
    @Nullable
    String grain;

    @Parameter(
            description =
                    "From what was so in the CRM just before this instant, or date: where deals stood, and what there was to learn from. Now, or asOf,"
                            + " when absent. Use it to look back on data that came in by files later; asOf goes by when the service knew.")
    @QueryParam("at")
    @Nullable
    String at;

    @BeanParam
    ScopeParameters scope = new ScopeParameters();

    ForecastQuestion question() {
        return new ForecastQuestion(
                target == null ? ForecastInputs.WON_REVENUE : target,
                ForecastInputs.period(Parameters.date("from", from), Parameters.date("to", to)),
                grain == null ? Grain.TOTAL : Parameters.oneOf("grain", grain, Grain.values()),
                at == null ? null : MomentInTime.of("at", at),
                scope.scope());
    }
}
