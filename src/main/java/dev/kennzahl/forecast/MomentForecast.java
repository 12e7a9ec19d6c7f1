package dev.kennzahl.forecast;

import java.util.List;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;

import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.Look;

/** Forecasts won revenue from what stood at one moment, deals or submissions, and so as a part of other answers, too. */
public abstract class MomentForecast implements PeriodForecast {
    /** What these methods forecast. */
    public static final String TARGET = "won_revenue";

    private final DealHistory history;

    protected MomentForecast(DealHistory history) {
        this.history = history;
    }

    /** Whether a group that it does not name is forecast to win nothing, and not just not forecast. */
    public abstract boolean namesAll();

    /** The same within what is looked at; the question has the known time that is looked at. */
    public abstract Uni<Supplier<ForecastAnswer>> prepare(Look look, ForecastQuestion question);

    @Override
    public final List<String> targets() {
        return List.of(TARGET);
    }

    @Override
    public final Uni<Supplier<ForecastAnswer>> prepare(int tenantId, ForecastQuestion question) {
        return history.look(tenantId, question.scope(), look -> prepare(look, question));
    }
}
