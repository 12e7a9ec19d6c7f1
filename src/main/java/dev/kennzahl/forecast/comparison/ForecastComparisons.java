package dev.kennzahl.forecast.comparison;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastConfig;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.Forecasts;
import dev.kennzahl.forecast.PeriodForecast;
import dev.kennzahl.forecast.comparison.ForecastComparison.Entry;
import dev.kennzahl.forecast.comparison.ForecastComparison.LeftOut;
import dev.kennzahl.forecast.kpi.KpiHistories;
import dev.kennzahl.forecast.kpi.KpiHistory;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiEngine;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.NullReason;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Makes the forecasts that would have been made so long before the end of each period that is over, and compares them with what the engine
 * of KPIs reports. Groups that only one of both knows are zero in the other, except for what nobody submitted, which is no forecast. A method
 * that cannot be asked in this way, such as submissions by product, is left out with the reason, and the others are compared.
 */
@Singleton
public class ForecastComparisons {
    private final Forecasts forecasts;
    private final KpiEngine engine;
    private final KpiHistories histories;
    private final ForecastWorkers workers;
    private final ForecastConfig config;

    ForecastComparisons(
            Forecasts forecasts,
            KpiEngine engine,
            KpiHistories histories,
            ForecastWorkers workers,
            ForecastConfig config) {
        this.forecasts = forecasts;
        this.engine = engine;
        this.histories = histories;
        this.workers = workers;
        this.config = config;
    }

    /** @return fails with a {@link Problem} that names the parameter at fault */
    public Uni<ForecastComparison> ask(int tenantId, ComparisonQuestion question) {
        List<PeriodForecast> methods = question.methods().stream()
                .distinct()
                .map(key -> forecasts.method(key, question.target()))
                .toList();
        Uni<ForecastComparison> found = engine.ask(tenantId, actual(question)).flatMap(actual -> {
            List<ReportingPeriod> over = over(actual);
            return history(tenantId, question, actual, over).flatMap(history -> {
                List<PeriodForecast> made = history == null ? methods : withBenchmark(methods, question.target());
                requireFewer((long) over.size() * question.leadTimes().size() * made.size());
                return Makings.of(question, over, actual)
                        .prepare(tenantId, made)
                        .flatMap(prepared -> forecasts
                                .compute(prepared.works().stream()
                                        .map(Makings.Work::task)
                                        .toList())
                                .map(answers -> comparison(question, actual, over, prepared, answers, history)));
            });
        });
        return workers.inTime(found, "a shorter period, a coarser grain, fewer methods or fewer lead times");
    }

    /** Whether the periods follow each other as whole buckets of their grain, so that what went before is a series. */
    private static boolean isSeries(ComparisonQuestion question, KpiResult actual, List<ReportingPeriod> over) {
        return question.grain() != Grain.TOTAL
                && !over.isEmpty()
                && actual.series().get(0).points().stream()
                        .filter(point -> over.contains(point.bucket()))
                        .noneMatch(KpiResult.Point::partial);
    }

    private List<PeriodForecast> withBenchmark(List<PeriodForecast> methods, String target) {
        PeriodForecast benchmark = forecasts.method(Yardstick.BENCHMARK, target);
        return methods.contains(benchmark)
                ? methods
                : Stream.concat(methods.stream(), Stream.of(benchmark)).toList();
    }

    /** What came before the first period; nothing where the periods are no series, or there are too many groups for one. */
    private Uni<@Nullable KpiHistory> history(
            int tenantId, ComparisonQuestion question, KpiResult actual, List<ReportingPeriod> over) {
        if (!isSeries(question, actual, over)) {
            return Uni.createFrom().nullItem();
        }
        LocalDate first = over.get(0).from();
        return histories
                .read(tenantId, actual(question, KpiHistories.begins(first, question.grain()), first))
                .<@Nullable KpiHistory>map(history -> history)
                .onFailure(Problem.class)
                .recoverWithNull();
    }

    private static KpiQuery actual(ComparisonQuestion question) {
        return actual(question, question.period().from(), question.period().to());
    }

    private static KpiQuery actual(ComparisonQuestion question, LocalDate from, LocalDate to) {
        return new KpiQuery(
                question.target(),
                null,
                from,
                to,
                question.grain(),
                question.scope().groupBy(),
                question.scope().where(),
                List.of(),
                question.scope().asOf(),
                question.scope().currency(),
                Fill.ZERO,
                null,
                null,
                Map.of(),
                KpiQuery.Extras.NONE);
    }

    /** The periods that can be judged; without any group there is nothing to judge. */
    private static List<ReportingPeriod> over(KpiResult actual) {
        return actual.series().stream()
                .limit(1)
                .flatMap(series -> series.points().stream())
                .map(KpiResult.Point::bucket)
                .filter(bucket -> !bucket.endsAt(actual.timezone()).isAfter(actual.asOf()))
                .toList();
    }

    private void requireFewer(long count) {
        if (count > config.maxCompared()) {
            throw new Problem(
                    ProblemCode.TOO_MANY_VALUES,
                    "from",
                    "The comparison would make " + count + " forecasts; at most " + config.maxCompared()
                            + " fit one answer. Take a shorter period, a coarser grain, fewer methods or fewer lead times.");
        }
    }

    private static ForecastComparison comparison(
            ComparisonQuestion question,
            KpiResult actual,
            List<ReportingPeriod> over,
            Makings.Prepared prepared,
            List<ForecastAnswer> answers,
            @Nullable KpiHistory history) {
        Map<DealGroup, Map<ReportingPeriod, @Nullable BigDecimal>> came = came(actual);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            entries.addAll(entries(prepared.works().get(i), answers.get(i), came));
        }
        Yardstick yardstick = new Yardstick(history, entries);
        List<Entry> asked = entries.stream()
                .filter(entry -> question.methods().contains(entry.method()))
                .toList();
        int buckets =
                actual.series().isEmpty() ? 0 : actual.series().get(0).points().size();
        return new ForecastComparison(
                question.target(),
                actual.timezone(),
                actual.currency(),
                actual.asOf(),
                buckets - over.size(),
                question.methods().stream()
                        .distinct()
                        .filter(prepared.refusals()::containsKey)
                        .map(key -> new LeftOut(key, prepared.refusals().get(key)))
                        .toList(),
                asked,
                Judge.accuracy(
                        question,
                        question.methods().stream()
                                .distinct()
                                .filter(key -> !prepared.refusals().containsKey(key))
                                .toList(),
                        asked,
                        yardstick));
    }

    private static Map<DealGroup, Map<ReportingPeriod, @Nullable BigDecimal>> came(KpiResult actual) {
        Map<DealGroup, Map<ReportingPeriod, @Nullable BigDecimal>> came = new TreeMap<>();
        for (KpiResult.Series series : actual.series()) {
            Map<ReportingPeriod, @Nullable BigDecimal> values = new HashMap<>();
            series.points().forEach(point -> {
                // Null where a rate of exchange is missing: what came is not known then, which is not the same as
                // nothing.
                if (point.value().value() != null || point.value().reason() == NullReason.EXCHANGE_RATE_MISSING) {
                    values.put(point.bucket(), point.value().value());
                }
            });
            came.put(new DealGroup(series.group()), values);
        }
        return came;
    }

    private static List<Entry> entries(
            Makings.Work work, ForecastAnswer answer, Map<DealGroup, Map<ReportingPeriod, @Nullable BigDecimal>> came) {
        Map<DealGroup, ForecastAnswer.Point> points = new TreeMap<>();
        answer.series()
                .forEach(series -> points.put(series.group(), series.points().get(0)));
        Set<DealGroup> groups = new LinkedHashSet<>(came.keySet());
        groups.addAll(points.keySet());
        List<Entry> entries = new ArrayList<>();
        for (DealGroup group : groups) {
            ForecastAnswer.Point point = points.get(group);
            Map<ReportingPeriod, @Nullable BigDecimal> ofGroup = came.getOrDefault(group, Map.of());
            BigDecimal actual = ofGroup.containsKey(work.making().period())
                    ? ofGroup.get(work.making().period())
                    : BigDecimal.ZERO;
            entries.add(new Entry(
                    work.method(),
                    work.making().leadTime().text(),
                    group,
                    work.making().period(),
                    answer.at(),
                    // Who had nothing open and nothing won is forecast to win nothing; who submitted nothing is not
                    // forecast.
                    point != null ? point.value() : answer.namesAll() ? BigDecimal.ZERO : null,
                    point == null ? null : point.within80(),
                    point == null ? null : point.within95(),
                    actual));
        }
        return entries;
    }
}
