package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Comparison;
import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.PeriodForecast;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.DealLearning.Transition;
import dev.kennzahl.metrics.DealReader;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiEngine;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;

/**
 * Won already, and what is won in thousands of futures that are played from the tenant's own past: how fast deals go from stage to stage,
 * are won, lost or pushed at each age, and how many new ones come. The same question has the same answer.
 */
@Singleton
class SimulatedPipeline implements PeriodForecast {
    /** What newcomers are like is taken from those of a year, so that every season is in it. */
    private static final Duration YEAR = Duration.ofDays(365);

    /** More say no more about what they are like; their number per day is that of the days they came in. */
    private static final int MOST_ARRIVALS = 20_000;

    private final DealStandings standings;
    private final KpiEngine engine;

    SimulatedPipeline(DealStandings standings, KpiEngine engine) {
        this.standings = standings;
        this.engine = engine;
    }

    @Override
    public String key() {
        return "simulation";
    }

    @Override
    public List<String> targets() {
        return DealStandings.TARGETS;
    }

    @Override
    public Uni<Supplier<ForecastAnswer>> prepare(int tenantId, ForecastQuestion question) {
        return standings
                .read(tenantId, question, SimulatedPipeline::learn)
                .flatMap(learned -> toReach(tenantId, question).map(targets -> work(learned, targets)));
    }

    private Supplier<ForecastAnswer> work(Learned learned, Map<DealGroup, List<@Nullable BigDecimal>> targets) {
        return () -> learned.answer(key(), targets);
    }

    private record Learned(PeriodState state, List<Transition> transitions, List<Arrival> arrivals) {

        ForecastAnswer answer(String method, Map<DealGroup, List<@Nullable BigDecimal>> targets) {
            StageHazards hazards = new StageHazards(transitions);
            return state.answer(
                    method,
                    hazards.isEnough()
                            ? new SimulatedDeals(state, hazards, arrivals, targets).series()
                            : StageRate.nothing(state, hazards.decided()));
        }
    }

    private static Uni<Learned> learn(DealReader deals, PeriodState state) {
        return deals.transitions(StageRate.since(state.at()), state.at())
                .flatMap(transitions -> deals.arrivals(state.at().minus(YEAR), state.at(), MOST_ARRIVALS)
                        .map(arrivals -> new Learned(state, transitions, arrivals)));
    }

    /** The targets, by the engine that reports how they are attained. */
    private Uni<Map<DealGroup, List<@Nullable BigDecimal>>> toReach(int tenantId, ForecastQuestion question) {
        KpiQuery query = new KpiQuery(
                question.target(),
                null,
                question.period().from(),
                question.period().to(),
                question.grain(),
                question.scope().groupBy(),
                question.scope().where(),
                List.of(Comparison.TARGET),
                question.scope().asOf(),
                question.scope().currency(),
                Fill.ZERO,
                null,
                null,
                Map.of(),
                KpiQuery.Extras.NONE);
        return engine.ask(tenantId, query).map(answer -> {
            Map<DealGroup, List<@Nullable BigDecimal>> targets = new HashMap<>();
            answer.series()
                    .forEach(series -> targets.put(
                            new DealGroup(series.group()),
                            series.points().stream()
                                    .map(SimulatedPipeline::target)
                                    .toList()));
            return targets;
        });
    }

    private static @Nullable BigDecimal target(KpiResult.Point point) {
        KpiResult.Compared target = point.comparisons().get(Comparison.TARGET);
        return target == null ? null : target.value().value();
    }
}
