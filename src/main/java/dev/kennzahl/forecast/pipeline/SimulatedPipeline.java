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
import dev.kennzahl.metrics.DealLearning.Past;
import dev.kennzahl.metrics.Fill;
import dev.kennzahl.metrics.KpiQuery;
import dev.kennzahl.metrics.KpiResult;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Won already, and what is won in thousands of futures that are played from the tenant's own past: how fast deals go from stage to stage,
 * are won, lost or pushed at each age, how much more or less is won in one month than in another, and how many new ones come. The same
 * question has the same answer.
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
    public Uni<List<Supplier<ForecastAnswer>>> prepare(Look look, List<ForecastQuestion> questions) {
        return learned(look, questions, Map.of());
    }

    @Override
    protected Uni<Supplier<ForecastAnswer>> prepare(Look look, ForecastQuestion question) {
        return toReach(look, question)
                .flatMap(targets -> learned(look, List.of(question), targets))
                .map(works -> works.get(0));
    }

    private Uni<List<Supplier<ForecastAnswer>>> learned(
            Look look, List<ForecastQuestion> questions, Map<DealGroup, List<@Nullable BigDecimal>> targets) {
        return standings.read(
                look,
                questions,
                (deals, instants) -> deals.pasts(StageRate.stretches(instants)),
                (deals, state, past) -> {
                    requireNear(state);
                    return deals.arrivals(state.at().minus(YEAR), state.at(), MOST_ARRIVALS)
                            .map(arrivals -> () -> answer(state, past, arrivals, targets));
                });
    }

    private ForecastAnswer answer(
            PeriodState state, Past past, List<Arrival> arrivals, Map<DealGroup, List<@Nullable BigDecimal>> targets) {
        StageHazards hazards = new StageHazards(past.transitions());
        double swing = WinSwings.squaredVariation(hazards, past.months());
        return state.answer(
                key(),
                hazards.isEnough()
                        ? new SimulatedDeals(state, hazards, swing, arrivals, targets).series()
                        : StageRate.nothing(state, hazards.decided()),
                hazards.isEnough(),
                // Any of them may close at any time.
                (deal, bucket) -> true);
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
