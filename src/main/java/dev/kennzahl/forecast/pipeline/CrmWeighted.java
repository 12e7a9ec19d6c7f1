package dev.kennzahl.forecast.pipeline;

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
    public boolean namesAll() {
        return true;
    }

    @Override
    public Uni<Supplier<ForecastAnswer>> prepare(Look look, ForecastQuestion question) {
        return standings
                .read(look, question, (deals, state) -> Uni.createFrom().item(state))
                .map(state -> () -> state.answer(
                        key(),
                        new WeightedDeals(state, OpenDeal::probability, null).series(),
                        PeriodState::isExpected));
    }
}
