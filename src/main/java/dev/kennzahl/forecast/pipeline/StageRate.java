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
    public boolean namesAll() {
        return true;
    }

    @Override
    public Uni<Supplier<ForecastAnswer>> prepare(Look look, ForecastQuestion question) {
        return standings
                .read(look, question, (deals, state) -> deals.endings(since(state.at()), state.at())
                        .map(endings -> new Learned(state, new StageRates(endings))))
                .map(learned -> () -> learned.answer(key()));
    }

    private record Learned(PeriodState state, StageRates rates) {
        ForecastAnswer answer(String method) {
            return state.answer(
                    method,
                    rates.isEnough()
                            ? new WeightedDeals(state, rates::of, rates.decided()).series()
                            : nothing(state, rates.decided()),
                    PeriodState::isExpected);
        }
    }

    /** Where learning begins. */
    static Instant since(Instant at) {
        return at.minus(MEMORY);
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
                                over ? 0 : deals.open().size()),
                        sampleSize,
                        null,
                        over ? null : NoForecast.NOT_ENOUGH_HISTORY));
            }
            series.add(new Series(group, points));
        });
        return series;
    }
}
