package dev.kennzahl.forecast.kpi;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiEngine;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Reads histories of KPIs, through the engine that answers all questions. Only whole buckets that are over count, as of the instant of the
 * question; buckets before the first record are no history. An empty bucket of what adds up is zero, a quotient of nothing is a gap.
 */
@Singleton
public class KpiHistories {
    /** How many buckets of the past are looked at: ten years, but of weeks and days as many as seasons of theirs need. */
    private static final Map<Grain, Integer> PAST =
            Map.of(Grain.DAY, 730, Grain.WEEK, 260, Grain.MONTH, 120, Grain.QUARTER, 40, Grain.YEAR, 30);

    private final KpiEngine engine;
    private final ForecastConfig config;

    KpiHistories(KpiEngine engine, ForecastConfig config) {
        this.engine = engine;
        this.config = config;
    }

    /** @return fails with a {@link Problem} that names the parameter at fault */
    public Uni<KpiHistory> read(int tenantId, KpiQuery query) {
        return Uni.createFrom()
                .deferred(() -> engine.ask(tenantId, asSeries(query)))
                .map(this::history);
    }

    /** Where the past that is looked at begins, which ends where a bucket of the grain begins; a total is no series. */
    public static LocalDate begins(LocalDate end, Grain grain) {
        return ReportingCalendar.step(end, grain, -Objects.requireNonNull(PAST.get(grain), grain::name));
    }

    private static KpiQuery asSeries(KpiQuery query) {
        if (query.grain() == Grain.TOTAL) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    "grain",
                    "grain must be day, week, month, quarter or year: a total is no series.");
        }
        if (query.extras().accumulate() != null || query.extras().rolling() != null) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    query.extras().rolling() == null ? "accumulate" : "rolling",
                    "Values that reach over one another follow from each other; leave accumulate and rolling out.");
        }
        return new KpiQuery(
                query.key(),
                query.variant(),
                query.from(),
                query.to(),
                query.grain(),
                query.groupBy(),
                query.where(),
                List.of(),
                query.asOf(),
                query.currency(),
                Fill.ZERO,
                query.order(),
                query.limit(),
                query.options(),
                new KpiQuery.Extras(query.extras().others(), false, null, null));
    }

    private KpiHistory history(KpiResult answer) {
        if (answer.series().size() > config.maxSeries()) {
            throw new Problem(
                    ProblemCode.TOO_MANY_VALUES,
                    "groupBy",
                    "There are " + answer.series().size() + " groups; at most " + config.maxSeries()
                            + " fit one answer. Filter, or give a limit.");
        }
        return new KpiHistory(
                answer, answer.series().stream().map(KpiHistories::line).toList());
    }

    private static KpiHistory.Line line(KpiResult.Series series) {
        List<KpiResult.Point> whole =
                series.points().stream().filter(point -> !point.partial()).toList();
        int before = 0;
        while (before < whole.size() && whole.get(before).value().sampleSize() == 0) {
            before++;
        }
        List<KpiResult.Point> known = whole.subList(before, whole.size());
        List<ReportingPeriod> buckets =
                known.stream().map(KpiResult.Point::bucket).toList();
        double[] values = known.stream()
                .map(KpiResult.Point::value)
                .mapToDouble(value ->
                        value.value() == null ? Double.NaN : value.value().doubleValue())
                .toArray();
        return new KpiHistory.Line(
                series.group(),
                series.others(),
                before,
                series.points().size() - whole.size(),
                buckets,
                new GappyValues(values));
    }
}
