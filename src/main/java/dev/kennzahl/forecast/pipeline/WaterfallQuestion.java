package dev.kennzahl.forecast.pipeline;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;

import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.DealScope;
import dev.kennzahl.metrics.PipelineMoves.Window;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** A question for what became of a pipeline, as every interface asks it; what depends on the tenant's calendar is left open. */
public record WaterfallQuestion(
        Function<ZoneId, Instant> from,
        Function<ZoneId, Instant> to,
        Function<ReportingCalendar, ReportingPeriod> period,
        DealScope scope) {

    Window window(ReportingCalendar calendar) {
        Window window = new Window(from.apply(calendar.zone()), to.apply(calendar.zone()), period.apply(calendar));
        if (!window.from().isBefore(window.to())) {
            throw new Problem(ProblemCode.INVALID_PERIOD, "from", "from must be before to.");
        }
        return window;
    }
}
