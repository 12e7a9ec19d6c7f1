package dev.kennzahl.forecast;

import java.util.List;
import java.util.function.Supplier;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** A way to forecast a figure of periods from what is stored. One class per method, found by injection. */
public interface PeriodForecast {
    /** The name in queries: {@code crm_weighted}. */
    String key();

    /** Which KPIs it forecasts, by their keys. */
    List<String> targets();

    /**
     * Reads what it needs, all of it known as of the question's instant, and gives back the work that is left, which may take a
     * while and is done apart from the event loop.
     */
    Uni<Supplier<ForecastAnswer>> prepare(int tenantId, ForecastQuestion question);

    /**
     * The same for several questions, in their order: one after the other, as each reads in a transaction of its own, and one request shall
     * not take all connections.
     */
    default Uni<List<Supplier<ForecastAnswer>>> prepareAll(int tenantId, List<ForecastQuestion> questions) {
        return Multi.createFrom()
                .iterable(questions)
                .onItem()
                .transformToUniAndConcatenate(question -> prepare(tenantId, question))
                .collect()
                .asList();
    }
}
