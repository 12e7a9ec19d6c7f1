package dev.kennzahl.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import dev.kennzahl.metrics.DealHistory;
import dev.kennzahl.metrics.Look;

/** Forecasts won revenue from what stood at one moment, deals or submissions, and so as a part of other answers, too. */
public abstract class MomentForecast implements PeriodForecast {
    /** What these methods forecast. */
    public static final String TARGET = "won_revenue";

    /** How many forecasts are read for in one transaction, which has a limit of time, and are held in memory. */
    private static final int AT_ONCE = 12;

    private final DealHistory history;

    protected MomentForecast(DealHistory history) {
        this.history = history;
    }

    /**
     * The same within what is looked at, for several questions of one scope, which has the known time that is looked at. What all of them
     * need is read once; how likely targets are to be reached is left out.
     */
    public abstract Uni<List<Supplier<ForecastAnswer>>> prepare(Look look, List<ForecastQuestion> questions);

    /** The same for one, with everything. */
    protected Uni<Supplier<ForecastAnswer>> prepare(Look look, ForecastQuestion question) {
        return prepare(look, List.of(question)).map(works -> works.get(0));
    }

    @Override
    public final List<String> targets() {
        return List.of(TARGET);
    }

    @Override
    public final Uni<Supplier<ForecastAnswer>> prepare(int tenantId, ForecastQuestion question) {
        return history.look(tenantId, question.scope(), look -> prepare(look, question));
    }

    @Override
    public final Uni<List<Supplier<ForecastAnswer>>> prepareAll(int tenantId, List<ForecastQuestion> questions) {
        return Multi.createFrom()
                .iterable(batches(questions))
                .onItem()
                .transformToUniAndConcatenate(
                        batch -> history.look(tenantId, batch.get(0).scope(), look -> prepare(look, batch)))
                .collect()
                .asList()
                .map(works -> works.stream().flatMap(List::stream).toList());
    }

    /** Questions that follow each other and are of one scope, not too many at once. */
    public static List<List<ForecastQuestion>> batches(List<ForecastQuestion> questions) {
        List<List<ForecastQuestion>> batches = new ArrayList<>();
        for (ForecastQuestion question : questions) {
            List<ForecastQuestion> last = batches.isEmpty() ? List.of() : batches.get(batches.size() - 1);
            if (last.isEmpty()
                    || last.size() == AT_ONCE
                    || !Objects.equals(last.get(0).scope(), question.scope())) {
                last = new ArrayList<>();
                batches.add(last);
            }
            last.add(question);
        }
        return batches;
    }
}
