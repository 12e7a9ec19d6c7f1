package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
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
import dev.kennzahl.forecast.MomentForecast;
import dev.kennzahl.metrics.DealGroup;
import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.DealLearning.Arrival;
import dev.kennzahl.metrics.DealLearning.Transition;
import dev.kennzahl.metrics.DealReader;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Won already, and what is won in thousands of futures that are played from the tenant's own past: how fast deals go from stage to stage,
 * are won, lost or pushed at each age, and how many new ones come. The same question has the same answer.
 */
@Singleton
class SimulatedPipeline extends MomentForecast {
    /** What newcomers are like is taken from those of a year, so that every season is in it. */
    private static final Duration YEAR = Duration.ofDays(365);

    /** More say no more about what they are like; their number per day is that of the days they came in. */
    private static final int MOST_ARRIVALS = 20_000;

    private static final int MOST_YEARS = 10;

    private final DealStandings standings;

    SimulatedPipeline(DealHistory history, DealStandings standings) {
        super(history);
        this.standings = standings;
    }

    @Override
    public String key() {
        return "simulation";
    }

    @Override
    public boolean namesAll() {
        return true;
    }

    @Override
    public Uni<Supplier<ForecastAnswer>> prepare(Look look, ForecastQuestion question) {
        return standings.read(look, question, SimulatedPipeline::learn).flatMap(learned -> toReach(look, question)
                .map(targets -> work(learned, targets)));
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
                            : StageRate.nothing(state, hazards.decided()),
                    // Any of them may close at any time.
                    (deal, bucket) -> true);
        }
    }

    private static Uni<Learned> learn(DealReader deals, PeriodState state) {
        requireNear(state);
        return deals.transitions(StageRate.since(state.at()), state.at())
                .flatMap(transitions -> deals.arrivals(state.at().minus(YEAR), state.at(), MOST_ARRIVALS)
                        .map(arrivals -> new Learned(state, transitions, arrivals)));
    }

    /** Every day ahead brings newcomers that have to be played. */
    private static void requireNear(PeriodState state) {
        LocalDate last = state.settings().calendar().dayOf(state.at()).plusYears(MOST_YEARS);
        if (state.question().period().to().isAfter(last)) {
            throw new Problem(
                    ProblemCode.INVALID_PERIOD,
                    "to",
                    "to lies too far ahead: a simulation goes ten years on at most, here to " + last
                            + ". Take a shorter period, or another method.");
        }
    }

    /** The targets, by the engine that reports how they are attained. */
    private Uni<Map<DealGroup, List<@Nullable BigDecimal>>> toReach(Look look, ForecastQuestion question) {
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
        return look.ask(query).map(answer -> {
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
