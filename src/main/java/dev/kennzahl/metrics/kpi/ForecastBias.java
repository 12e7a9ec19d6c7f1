package dev.kennzahl.metrics.kpi;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Definitions;
import dev.kennzahl.metrics.ForecastModel;
import dev.kennzahl.metrics.ForecastPart;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.Term;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Σ (forecast − actual) ÷ Σ actual over the periods in the bucket that are over, above zero for too high. Variants are the methods; forecasts
 * are made {@code lead_days} days before the end of each period, periods have {@code judged_months} months. Ratio, six decimals half even ·
 * adds up over nothing · without a judged forecast {@code NO_FORECAST}, with nothing won {@code NO_DENOMINATOR} · the sample are the forecasts.
 */
@Singleton
public final class ForecastBias implements Kpi {
    private final KpiDefinition definition;
    private final WonRevenue won;
    private final ForecastModel model;

    ForecastBias(WonRevenue won, ForecastModel model) {
        this.won = won;
        this.model = model;
        this.definition = Definitions.of(
                kpi("forecast_bias")
                        .category(KpiCategory.FORECAST)
                        .version("3")
                        .builtOn(won.definition())
                        .unit(Unit.RATIO)
                        .variants(ForecastMethod.keys().toArray(String[]::new))
                        .options(ForecastExamples.LEAD_DAYS, ForecastExamples.JUDGED_MONTHS)
                        .alsoReads("forecast-submissions")
                        .examples(
                                ForecastExamples.march(
                                        ForecastMethod.CRM_WEIGHTED.key(),
                                        "-0.300000",
                                        "2100 were forecast on 2 March and 3000 won: (2100 − 3000) ÷ 3000."),
                                ForecastExamples.march(
                                                ForecastMethod.CRM_WEIGHTED.key(),
                                                "0.033333",
                                                "On 27 March it was 3100: (3100 − 3000) ÷ 3000.")
                                        .option(ForecastExamples.LEAD_DAYS.name(), 5),
                                ForecastExamples.march(
                                        ForecastMethod.COMMIT.key(),
                                        "-0.500000",
                                        "E1 had committed to 1500: (1500 − 3000) ÷ 3000."),
                                ForecastExamples.march(
                                        ForecastMethod.BEST_CASE.key(), null, "Nobody submitted a best case.")),
                KpiKind.FORECAST,
                Stream.of(ForecastMethod.values())
                        .flatMap(method -> measures(method).stream())
                        .toList());
    }

    @Override
    public KpiDefinition definition() {
        return definition;
    }

    private List<Measure> measures(ForecastMethod method) {
        return List.of(error(method), actual(method));
    }

    private Measure error(ForecastMethod method) {
        return method.measure(model, ForecastPart.ERROR, won);
    }

    private Measure actual(ForecastMethod method) {
        return method.measure(model, ForecastPart.ACTUAL, won);
    }

    @Override
    public List<Measure> measures(Asked asked) {
        return measures(ForecastMethod.of(asked));
    }

    @Override
    public List<Term> numerator(Asked asked) {
        return Term.of(error(ForecastMethod.of(asked)));
    }

    @Override
    public List<Term> denominator(Asked asked) {
        return Term.of(actual(ForecastMethod.of(asked)));
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        ForecastMethod method = ForecastMethod.of(asked);
        return JudgedValue.quotient(cell.apply(error(method)), cell.apply(actual(method)));
    }
}
