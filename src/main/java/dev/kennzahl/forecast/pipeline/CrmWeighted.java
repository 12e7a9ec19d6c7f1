package dev.kennzahl.forecast.pipeline;

import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.MomentForecast;
import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.Look;
import dev.kennzahl.metrics.OpenDeal;

/** Won already, and the open deals expected to close in the period, weighed with the probabilities that the CRM gives them. */
@Singleton
class CrmWeighted extends MomentForecast {
    private final DealStandings standings;

    CrmWeighted(DealHistory history, DealStandings standings) {
        super(history);
        this.standings = standings;
    }

    @Override
    public String key() {
        return "crm_weighted";
    }

    @Override
    public Uni<List<Supplier<ForecastAnswer>>> prepare(Look look, List<ForecastQuestion> questions) {
        return standings.read(
                look,
                questions,
                (deals, instants) -> Uni.createFrom().item(instants),
                (deals, state, at) -> DealStandings.Work.just(() -> answer(state)));
    }

    private ForecastAnswer answer(PeriodState state) {
        return state.answer(
                key(), new WeightedDeals(state, OpenDeal::probability, null).series(), true, PeriodState::isExpected);
    }
}
