package dev.kennzahl.forecast.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.forecast.backtest.Backtests;
import dev.kennzahl.forecast.backtest.Limits;
import dev.kennzahl.forecast.backtest.Origin;
import dev.kennzahl.forecast.backtest.Setup;
import dev.kennzahl.forecast.series.GappyValues;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;

/**
 * Reads what a back-test of a KPI needs. Histories end where the origin is. They are either what is known of that time by now, or
 * what was known then: later corrections, and what came in late, tell of the future that a forecaster did not know. What came is always what
 * the engine says now, or as of the instant of the question.
 */
@Singleton
public class KpiBacktests {
    private final KpiHistories histories;

    KpiBacktests(KpiHistories histories) {
        this.histories = histories;
    }

    /**
     * What is to be tested.
     *
     * @param series one for each line of the history
     */
    public record Prepared(KpiHistory history, List<Backtests.Tested> series) {}

    /** @param knownAtOrigin whether histories are what was known at the origins */
    public Uni<Prepared> prepare(int tenantId, KpiQuery query, Setup setup, boolean knownAtOrigin) {
        return histories.read(tenantId, query).flatMap(history -> {
            List<LocalDate> days = knownAtOrigin ? originDays(history, setup) : List.of();
            return Multi.createFrom()
                    .iterable(days)
                    .onItem()
                    .transformToUniAndConcatenate(day -> asKnownOn(tenantId, query, history, day))
                    .collect()
                    .asList()
                    .map(then -> new Prepared(
                            history,
                            history.lines().stream()
                                    .map(line -> tested(history, line, setup, days, then))
                                    .toList()));
        });
    }

    /** What each origin is the beginning of, over the longest line. */
    private static List<LocalDate> originDays(KpiHistory history, Setup setup) {
        return history.lines().stream()
                .max((one, other) ->
                        Integer.compare(one.buckets().size(), other.buckets().size()))
                .map(line -> Origin.places(line.buckets().size(), setup).stream()
                        .map(place -> line.buckets().get(place).from())
                        .toList())
                .orElse(List.of());
    }

    private Uni<KpiHistory> asKnownOn(int tenantId, KpiQuery query, KpiHistory history, LocalDate day) {
        Instant then = day.atStartOfDay(history.answer().timezone()).toInstant();
        boolean isLater = query.asOf() != null && query.asOf().isBefore(then);
        return histories.read(tenantId, query.until(day, isLater ? query.asOf() : then));
    }

    private static Backtests.Tested tested(
            KpiHistory history, KpiHistory.Line line, Setup setup, List<LocalDate> days, List<KpiHistory> then) {
        List<Origin> origins = new ArrayList<>();
        for (Origin origin : Origin.of(line.values().values(), setup)) {
            int known = days.indexOf(line.buckets().get(origin.place()).from());
            origins.add(
                    known < 0 ? origin : new Origin(origin.place(), valuesOf(line, then.get(known)), origin.actual()));
        }
        return new Backtests.Tested(origins, limits(history.answer()));
    }

    private static GappyValues valuesOf(KpiHistory.Line line, KpiHistory then) {
        return then.lines().stream()
                .filter(other -> isSameGroup(line, other))
                .findFirst()
                .map(KpiHistory.Line::values)
                .orElseGet(() -> new GappyValues(new double[0]));
    }

    /** Names may have changed since, keys do not. */
    private static boolean isSameGroup(KpiHistory.Line one, KpiHistory.Line other) {
        return one.others() == other.others()
                && KpiResult.GroupValue.values(one.group()).equals(KpiResult.GroupValue.values(other.group()));
    }

    static Limits limits(KpiResult answer) {
        return Limits.of(answer.range());
    }
}
