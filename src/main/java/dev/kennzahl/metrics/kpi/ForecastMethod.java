package dev.kennzahl.metrics.kpi;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.ForecastModel;
import dev.kennzahl.metrics.ForecastPart;
import dev.kennzahl.metrics.ForecastTake;
import dev.kennzahl.metrics.Measure;

/** The methods that forecast won revenue from the pipeline or from submissions; variants of the KPIs about forecasts. */
enum ForecastMethod {
    /** The default: it needs no past to learn from. */
    CRM_WEIGHTED(true),
    STAGE_RATE(true),
    SIMULATION(true),
    COMMIT(false),
    BEST_CASE(false),
    PIPELINE(false);

    private final boolean isOfDeals;

    ForecastMethod(boolean isOfDeals) {
        this.isOfDeals = isOfDeals;
    }

    /** Whether it is made of deals; it has intervals then, and where there are no deals it forecasts nothing to be won. */
    boolean isOfDeals() {
        return isOfDeals;
    }

    /** The name of the method, and of the variant. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Stream<String> keys() {
        return Arrays.stream(values()).map(ForecastMethod::key);
    }

    /** The one a variant is of, whose name begins with that of the method. */
    static ForecastMethod of(Asked asked) {
        return Arrays.stream(values())
                .filter(method -> asked.variant().startsWith(method.key()))
                .findFirst()
                .orElseThrow();
    }

    /** What is taken of the method's forecasts. */
    Measure measure(ForecastModel model, ForecastPart part, WonRevenue actual) {
        return Measure.foretold(new ForecastTake(model, key(), part, actual.measure()));
    }
}
