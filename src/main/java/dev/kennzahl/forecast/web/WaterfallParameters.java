package dev.kennzahl.forecast.web;

import java.time.LocalDate;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.api.Parameters;
import dev.kennzahl.forecast.pipeline.MomentInTime;
import dev.kennzahl.forecast.pipeline.PeriodName;
import dev.kennzahl.forecast.pipeline.WaterfallQuestion;

/** The parameters of a waterfall in REST. */
public class WaterfallParameters {
    @Parameter(
            description =
                    "The first instant, or a date, which is midnight in the tenant's zone; deals count as they were just before it.",
            required = true)
    @Schema(examples = "2025-10-01T00:00:00Z")
    @QueryParam("from")
    @Nullable
    String from;

    @Parameter(description = "The second instant, or a date; deals count as they were just before it.", required = true)
    @Schema(examples = "2025-11-01T00:00:00Z")
    @QueryParam("to")
    @Nullable
    String to;

    @Parameter(
            description =
                    "The period that deals are expected to close in: a quarter 2017-Q4, a month 2017-12 or a year 2017. Quarters and years"
                            + " are fiscal ones, named after the calendar year that the fiscal year begins in.")
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

    WaterfallQuestion question() {
        return new WaterfallQuestion(
                MomentInTime.of("from", from),
                MomentInTime.of("to", to),
                PeriodName.of(period, date("periodFrom", periodFrom), date("periodTo", periodTo)),
                scope.scope());
    }

    static @Nullable LocalDate date(String name, @Nullable String text) {
        return text == null ? null : Parameters.date(name, text);
    }
}
