package dev.kennzahl.forecast.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastAnswer.NoForecast;
import dev.kennzahl.forecast.ForecastAnswer.Parts;
import dev.kennzahl.forecast.ForecastAnswer.Point;
import dev.kennzahl.forecast.ForecastAnswer.Series;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.MomentForecast;
import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.DealLearning.Stretch;
import dev.kennzahl.metrics.Look;

/**
 * Won already, and the open deals expected to close in the period, weighed with the share that the tenant won of deals in the same stage
 * at the same age, of those decided in the two years before.
 */
@Singleton
class StageRate extends MomentForecast {
    /** What is older says little of how deals are won today. */
    static final Duration MEMORY = Duration.ofDays(730);

    private final DealStandings standings;

    StageRate(DealHistory history, DealStandings standings) {
        super(history);
        this.standings = standings;
    }

    @Override
    public String key() {
        return "stage_rate";
    }

    @Override
    public Uni<List<Supplier<ForecastAnswer>>> prepare(Look look, List<ForecastQuestion> questions) {
        return standings.read(
                look,
                questions,
                (deals, instants) -> deals.endings(stretches(instants)),
                (deals, state, endings) -> DealStandings.Work.just(() -> answer(state, new StageRates(endings))));
    }

    private ForecastAnswer answer(PeriodState state, StageRates rates) {
        return state.answer(
                key(),
                rates.isEnough()
                        ? new WeightedDeals(state, rates::of, rates.decided()).series()
                        : nothing(state, rates.decided()),
                rates.isEnough(),
                PeriodState::isExpected);
    }

    /** The times that are learned from at these instants. */
    static List<Stretch> stretches(List<Instant> instants) {
        return instants.stream().map(at -> new Stretch(at.minus(MEMORY), at)).toList();
    }

    /** What was won, of buckets that are over; of others no more than a reason. */
    static List<Series> nothing(PeriodState state, long sampleSize) {
        List<Series> series = new ArrayList<>();
        state.groups().forEach((group, deals) -> {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < state.buckets().size(); i++) {
                boolean over = state.isOver(state.buckets().get(i));
                points.add(new Point(
                        state.buckets().get(i),
                        over ? Cents.plain(deals.wonIn(i)) : null,
                        null,
                        null,
                        null,
                        new Parts(
                                deals.wonIn(i),
                                deals.won().get(i).deals(),
                                0,
                                over ? 0 : deals.open().size(),
                                0),
                        sampleSize,
                        null,
                        over ? null : NoForecast.NOT_ENOUGH_HISTORY));
            }
            series.add(new Series(group, points));
        });
        return series;
    }
}
