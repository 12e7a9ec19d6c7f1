package dev.kennzahl.forecast.kpi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.series.ForecastMethod;
import dev.kennzahl.forecast.series.Methods;
import dev.kennzahl.forecast.series.SeriesForecast;
import dev.kennzahl.forecast.series.SeriesTask;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Forecasts any KPI from its own past. What was never below zero is not forecast below it, and what has a range, such as a share from 0 to 1,
 * stays in it, with its intervals. As of an instant only what was known then counts.
 */
@Singleton
public class KpiForecasts {
    private final KpiHistories histories;
    private final ForecastWorkers workers;
    private final ForecastConfig config;

    KpiForecasts(KpiHistories histories, ForecastWorkers workers, ForecastConfig config) {
        this.histories = histories;
        this.workers = workers;
        this.config = config;
    }

    /** The forecasts of all groups, in the order of the history's lines. */
    public record Found(KpiHistory history, ForecastMethod method, List<OfGroup> groups) {}

    /**
     * The forecast of one group.
     *
     * @param ahead the buckets that are forecast, from the first after the history's last whole one
     * @param forecast null when the history does not suffice
     * @param problem why there is none; null when there is one
     */
    public record OfGroup(
            KpiHistory.Line line,
            List<ReportingPeriod> ahead,
            @Nullable SeriesForecast forecast,
            @Nullable Problem problem) {}

    /**
     * The forecasts.
     *
     * @param query for the history
     * @param method one of {@link Methods}
     * @param horizon how many buckets ahead
     * @return fails with a {@link Problem} that names the parameter at fault, also when no group has history enough
     */
    public Uni<Found> forecast(int tenantId, KpiQuery query, String method, int horizon) {
        if (horizon < 1 || horizon > config.maxHorizon()) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "horizon",
                    "horizon must be from 1 to " + config.maxHorizon() + ", a number of buckets.");
        }
        ForecastMethod wanted = Methods.get(method);
        Uni<Found> found = histories
                .read(tenantId, query)
                .flatMap(history -> workers.all(history.lines().stream()
                                .map(line -> (Supplier<OfGroup>) () -> ofGroup(history, line, wanted, horizon))
                                .toList())
                        .map(groups -> new Found(history, wanted, groups)))
                .invoke(KpiForecasts::requireAny);
        return workers.inTime(found, "fewer groups, a shorter history, or another method");
    }

    static OfGroup ofGroup(KpiHistory history, KpiHistory.Line line, ForecastMethod method, int horizon) {
        if (!line.isKnown()) {
            return new OfGroup(line, List.of(), null, nothingKnown());
        }
        try {
            SeriesForecast forecast = SeriesTask.of(line.values(), "history", history.period(), method, horizon)
                    .forecast();
            List<ReportingPeriod> ahead = ahead(line, history.answer().query().grain(), horizon);
            return new OfGroup(
                    line, ahead, KpiBacktests.limits(history.answer()).applied(forecast, line.values()), null);
        } catch (Problem problem) {
            return new OfGroup(line, List.of(), null, problem);
        }
    }

    private static Problem nothingKnown() {
        return new Problem(
                ProblemCode.MISSING_VALUE,
                "history",
                "There is no value in any whole bucket of the period that is over; take another period, or a finer grain.");
    }

    /** The next whole buckets. */
    static List<ReportingPeriod> ahead(KpiHistory.Line line, Grain grain, int horizon) {
        List<ReportingPeriod> ahead = new ArrayList<>();
        LocalDate from = line.buckets().get(line.buckets().size() - 1).to();
        for (int step = 0; step < horizon; step++) {
            LocalDate to = ReportingCalendar.step(from, grain, 1);
            ahead.add(new ReportingPeriod(from, to));
            from = to;
        }
        return ahead;
    }

    private static void requireAny(Found found) {
        found.groups().stream()
                .map(OfGroup::problem)
                .filter(problem -> problem != null)
                .findFirst()
                .filter(problem -> found.groups().stream().allMatch(group -> group.forecast() == null))
                .ifPresent(problem -> {
                    throw problem;
                });
    }
}
