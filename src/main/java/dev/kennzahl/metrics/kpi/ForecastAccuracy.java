package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * How near forecasts were to what was won, over the periods in the bucket that are over. Variants are the methods, by 1 − WAPE = 1 − Σ|f − y|
 * ÷ Σ|y|; and each method by other measures, {@code crm_weighted_mape} and so on: MAPE, sMAPE, MASE, of which less is better, and the share of
 * values within the intervals of 80 and 95 %. Bias has a KPI of its own. Forecasts are made {@code lead_days} days before the end of each
 * period, periods have {@code judged_months} months; what came is what {@code won_revenue} says. Ratio, six decimals half even · adds up over
 * nothing · without a judged forecast {@code NO_FORECAST} · the sample are the forecasts.
 */
@Singleton
public final class ForecastAccuracy implements Kpi {
    private final KpiDefinition definition;
    private final WonRevenue won;
    private final ForecastModel model;

    /** What errors are measured by, and the parts of it: above the line, and below; without one below it is the number of forecasts. */
    private enum By {
        WAPE(ForecastPart.ABSOLUTE_ERROR, ForecastPart.ABSOLUTE_ACTUAL),
        MAPE(ForecastPart.RELATIVE_ERROR),
        SMAPE(ForecastPart.SYMMETRIC_ERROR),
        MASE(ForecastPart.ABSOLUTE_ERROR, ForecastPart.USUAL_CHANGE),
        COVERAGE80(ForecastPart.WITHIN_80),
        COVERAGE95(ForecastPart.WITHIN_95);

        private final List<ForecastPart> parts;

        By(ForecastPart... parts) {
            this.parts = List.of(parts);
        }

        boolean isOfIntervals() {
            return this == COVERAGE80 || this == COVERAGE95;
        }

        String suffix() {
            return this == WAPE ? "" : "_" + name().toLowerCase(Locale.ROOT);
        }

        static By of(Asked asked) {
            String method = ForecastMethod.of(asked).key();
            return Arrays.stream(values())
                    .filter(by -> asked.variant().equals(method + by.suffix()))
                    .findFirst()
                    .orElseThrow();
        }

        Stream<ForecastMethod> methods() {
            return Stream.of(ForecastMethod.values()).filter(method -> !isOfIntervals() || method.isOfDeals());
        }
    }

    ForecastAccuracy(WonRevenue won, ForecastModel model) {
        this.won = won;
        this.model = model;
        this.definition = Definitions.of(
                kpi("forecast_accuracy")
                        .category(KpiCategory.FORECAST)
                        .version("3")
                        .builtOn(won.definition())
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .variants(Stream.of(By.values())
                                .flatMap(by -> by.methods().map(method -> method.key() + by.suffix()))
                                .toArray(String[]::new))
                        .options(ForecastExamples.LEAD_DAYS, ForecastExamples.JUDGED_MONTHS)
                        .alsoReads("forecast-submissions")
                        .examples(
                                ForecastExamples.march(
                                        "crm_weighted",
                                        "0.700000",
                                        "2100 were forecast on 2 March and 3000 won: 1 − |2100 − 3000| ÷ 3000."),
                                ForecastExamples.march(
                                                "crm_weighted",
                                                "0.666667",
                                                "By owner, the first: of E1 1000 + 2000 × 0.5 were forecast and 3000 won, so 1 − 1000 ÷ 3000.")
                                        .by("owner"),
                                ForecastExamples.march(
                                        "commit", "0.500000", "E1 had committed to 1500: 1 − 1500 ÷ 3000."),
                                ForecastExamples.march("crm_weighted_smape", "0.352941", "2 × 900 ÷ (3000 + 2100)."),
                                ForecastExamples.march(
                                        "crm_weighted_coverage80",
                                        "1.000000",
                                        "2100 ± 1.2816 × √(2000² × 0.5 × 0.5 + 400² × 0.25 × 0.75), at least what was won by then and at most"
                                                + " if all is won: 1000 to 3400 holds 3000."),
                                ForecastExamples.march(
                                        "crm_weighted_mase",
                                        null,
                                        "Nothing was won in the years before, so that nobody knows how much change is usual.")),
                KpiKind.FORECAST,
                Stream.of(By.values())
                        .flatMap(by -> by.methods().flatMap(method -> measures(by, method)))
                        .toList());
    }

    @Override
    public KpiDefinition definition() {
        return definition;
    }

    private Stream<Measure> measures(By by, ForecastMethod method) {
        return by.parts.stream().map(part -> method.measure(model, part, won));
    }

    @Override
    public List<Measure> measures(Asked asked) {
        return measures(By.of(asked), ForecastMethod.of(asked)).toList();
    }

    @Override
    public List<Term> numerator(Asked asked) {
        return measures(asked).stream().map(measure -> new Term(measure, 1)).toList();
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        List<MeasureValue> found = measures(asked).stream().map(cell).toList();
        MeasureValue first = found.get(0);
        BigDecimal judged = BigDecimal.valueOf(first.records());
        return switch (By.of(asked)) {
            case WAPE -> {
                BigDecimal missed = first.value();
                BigDecimal came = found.get(1).value();
                yield JudgedValue.quotient(first, missed == null || came == null ? null : came.subtract(missed), came);
            }
            case MAPE, SMAPE -> JudgedValue.quotient(first, first.value(), judged);
            case MASE -> {
                BigDecimal usual = found.get(1).value();
                yield JudgedValue.quotient(first, first.value(), usual == null ? null : usual.multiply(judged));
            }
            case COVERAGE80, COVERAGE95 ->
                JudgedValue.quotient(first, first.value(), BigDecimal.valueOf(first.known()));
        };
    }
}
