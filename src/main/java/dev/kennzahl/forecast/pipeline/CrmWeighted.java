package dev.kennzahl.forecast.pipeline;

import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.forecast.ForecastAnswer;
import dev.kennzahl.forecast.ForecastQuestion;
import dev.kennzahl.forecast.PeriodForecast;
import dev.kennzahl.metrics.OpenDeal;

/** Won already, and the open deals expected to close in the period, weighed with the probabilities that the CRM gives them. */
@Singleton
class CrmWeighted implements PeriodForecast {
    private final DealStandings standings;

    CrmWeighted(DealStandings standings) {
        this.standings = standings;
    }

    @Override
    public String key() {
        return "crm_weighted";
    }

    @Override
    public List<String> targets() {
        return DealStandings.TARGETS;
    }

    @Override
    public Uni<Supplier<ForecastAnswer>> prepare(int tenantId, ForecastQuestion question) {
        return standings
                .read(tenantId, question, (deals, state) -> Uni.createFrom().item(state))
                .map(state ->
                        () -> state.answer(key(), new WeightedDeals(state, OpenDeal::probability, null).series()));
    }
}
