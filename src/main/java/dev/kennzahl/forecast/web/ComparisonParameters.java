package dev.kennzahl.forecast.web;

import java.util.List;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.calendar.Grain;
import dev.kennzahl.forecast.comparison.ComparisonQuestion;
import dev.kennzahl.forecast.comparison.ComparisonQuestion.LeadTime;

/** The parameters of a comparison of forecasts in REST. */
public class ComparisonParameters {
    /** What is compared when nobody says. */
    static final List<String> METHODS = List.of("crm_weighted", "stage_rate", "simulation");

    static final List<String> LEAD_TIMES = List.of("P30D");

    @Parameter(description = "The KPI, such as won_revenue, which is the default.")
    @QueryParam("target")
    @Nullable
    String target;

    @Parameter(description = "The first day, an ISO date in the tenant's zone.", required = true)
    @Schema(examples = "2025-01-01")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(description = "The day after the last, an ISO date.", required = true)
    @Schema(examples = "2026-01-01")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(description = "How the time is cut into periods: day, week, month (default), quarter, year or total.")
    @QueryParam("grain")
    @Nullable
    String grain;

    @Parameter(description = "The methods, separated by commas; crm_weighted, stage_rate and simulation when absent.")
    @QueryParam("methods")
    @Nullable
    String methods;

    @Parameter(
            description =
                    "How long before the END of each period forecasts are made: ISO durations separated by commas, such as P30D,P7D; P30D when absent.")
    @QueryParam("leadTimes")
    @Nullable
    String leadTimes;

    @Parameter(
            description =
                    "Of what forecasts are made: valid (default), of what was so in the CRM at the time, as it is known now, also when it came in by a"
                            + " file later; known, of what the service itself knew at the time.")
    @QueryParam("basis")
    @Nullable
    String basis;

    @BeanParam
    ScopeParameters scope = new ScopeParameters();

    ComparisonQuestion question() {
        return new ComparisonQuestion(
                target == null ? ForecastInputs.WON_REVENUE : target,
                ForecastInputs.period(Parameters.date("from", from), Parameters.date("to", to)),
                grain == null ? Grain.MONTH : Parameters.oneOf("grain", grain, Grain.values()),
                methods == null ? METHODS : Parameters.list(methods),
                leadTimes(Parameters.list(leadTimes)),
                basis != null && Parameters.oneOf("basis", basis, Basis.values()) == Basis.KNOWN,
                scope.scope());
    }

    static List<LeadTime> leadTimes(List<String> texts) {
        return (texts.isEmpty() ? LEAD_TIMES : texts)
                .stream().distinct().map(LeadTime::parse).toList();
    }
}
