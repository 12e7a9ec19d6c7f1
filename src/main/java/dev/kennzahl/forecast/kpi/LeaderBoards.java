package dev.kennzahl.forecast.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.Grain;
import dev.kennzahl.calendar.ReportingCalendar;
import dev.kennzahl.forecast.ForecastWorkers;
import dev.kennzahl.forecast.backtest.Backtests;
import dev.kennzahl.forecast.backtest.Overall;
import dev.kennzahl.forecast.backtest.Setup;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiEngine;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/** Ranks the methods on a tenant's own KPIs. */
@Singleton
public class LeaderBoards {
    /** What sales teams plan by. */
    private static final List<String> MAIN =
            List.of("won_revenue", "revenue", "deals_won", "opportunities_created", "leads_created", "new_customers");

    /** So many buckets are looked back on: four seasons of months. */
    private static final int LOOK_BACK = 48;

    /** A shorter history says nothing of methods that want two seasons; who asks for fewer makes do with that. */
    private static final int FEWEST_ORIGINS = 2;

    private final KpiBacktests tests;
    private final Backtests backtests;
    private final KpiEngine engine;
    private final ForecastWorkers workers;

    LeaderBoards(KpiBacktests tests, Backtests backtests, KpiEngine engine, ForecastWorkers workers) {
        this.tests = tests;
        this.backtests = backtests;
        this.engine = engine;
        this.workers = workers;
    }

    /**
     * A leader board.
     *
     * @param kpis those it is made of
     * @param leftOut those that have too short a history
     */
    public record Board(
            LocalDate from, LocalDate to, List<String> kpis, List<String> leftOut, List<Overall.Ranked> ranks) {}

    /**
     * The methods on these KPIs, each in its default variant and as a whole.
     *
     * @param keys of the KPIs; none for the main ones
     * @param asOf null for what is known now
     */
    public Uni<Board> of(int tenantId, List<String> keys, Grain grain, Setup setup, @Nullable Instant asOf) {
        if (grain == Grain.TOTAL) {
            throw new Problem(ProblemCode.INVALID_VALUE, "grain", "grain must be day, week, month, quarter or year.");
        }
        List<String> wanted = keys.isEmpty() ? MAIN : keys;
        LocalDate today = LocalDate.ofInstant(engine.now(asOf), ZoneOffset.UTC);
        LocalDate to = today.plusDays(1); // whatever the zone; what is not over is left out
        LocalDate from = ReportingCalendar.step(to, grain, -LOOK_BACK);
        Uni<Board> board = Multi.createFrom()
                .iterable(wanted)
                .onItem()
                .transformToUniAndConcatenate(
                        key -> tests.prepare(tenantId, query(key, from, to, grain, asOf), setup, false))
                .collect()
                .asList()
                .flatMap(prepared -> ranked(prepared, setup, KpiHistory.period(grain))
                        .map(ranks ->
                                new Board(from, to, keys(prepared, setup, true), keys(prepared, setup, false), ranks)));
        return workers.inTime(board, "fewer KPIs, methods or origins");
    }

    private Uni<List<Overall.Ranked>> ranked(List<KpiBacktests.Prepared> prepared, Setup setup, int period) {
        List<Backtests.Tested> series = new ArrayList<>();
        prepared.stream().filter(one -> isLongEnough(one, setup)).forEach(one -> series.addAll(one.series()));
        return backtests
                .run(series, period, setup, () -> true)
                .collect()
                .in(Overall::new, (overall, result) -> overall.add(result.methods()))
                .map(Overall::ranked);
    }

    private static List<String> keys(List<KpiBacktests.Prepared> prepared, Setup setup, boolean isLongEnough) {
        return prepared.stream()
                .filter(one -> isLongEnough(one, setup) == isLongEnough)
                .map(one -> one.history().answer().kpi().definition().key())
                .toList();
    }

    private static boolean isLongEnough(KpiBacktests.Prepared prepared, Setup setup) {
        int fewest = Math.min(FEWEST_ORIGINS, setup.origins());
        return prepared.series().stream().anyMatch(tested -> tested.origins().size() >= fewest);
    }

    private static KpiQuery query(String key, LocalDate from, LocalDate to, Grain grain, @Nullable Instant asOf) {
        return new KpiQuery(
                key,
                null,
                from,
                to,
                grain,
                List.of(),
                List.of(),
                List.of(),
                asOf,
                null,
                Fill.ZERO,
                null,
                null,
                Map.of(),
                KpiQuery.Extras.NONE);
    }
}
