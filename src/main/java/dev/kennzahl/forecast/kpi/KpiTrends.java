package dev.kennzahl.forecast.kpi;

import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.trend.Trend;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.problem.Problem;

/** Says of any KPI whether it rises or falls. */
@Singleton
public class KpiTrends {
    private final KpiHistories histories;
    private final ForecastWorkers workers;

    KpiTrends(KpiHistories histories, ForecastWorkers workers) {
        this.histories = histories;
        this.workers = workers;
    }

    /** The trends of all groups, in the order of the history's lines. */
    public record Found(KpiHistory history, List<OfGroup> groups) {}

    /** @param trend null when there is no value at all */
    public record OfGroup(KpiHistory.Line line, @Nullable Trend trend) {}

    /**
     * The trends.
     *
     * @param alpha from which probability on an order is taken for chance
     * @return fails with a {@link Problem} that names the parameter at fault
     */
    public Uni<Found> find(int tenantId, KpiQuery query, double alpha) {
        Uni<Found> found = histories.read(tenantId, query).flatMap(history -> workers.all(history.lines().stream()
                        .map(line -> (Supplier<OfGroup>) () -> ofGroup(line, history.period(), alpha))
                        .toList())
                .map(groups -> new Found(history, groups)));
        return workers.inTime(found, "fewer groups, or a shorter history");
    }

    private static OfGroup ofGroup(KpiHistory.Line line, int period, double alpha) {
        return new OfGroup(line, line.isKnown() ? Trend.of(line.values(), period, alpha) : null);
    }
}
