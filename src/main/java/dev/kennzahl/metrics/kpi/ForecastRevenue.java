package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Definitions;
import dev.kennzahl.metrics.ForecastModel;
import dev.kennzahl.metrics.ForecastPart;
import dev.kennzahl.metrics.Interval;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.NullReason;
import dev.kennzahl.metrics.Term;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * What is forecast to be won in each bucket, by closing date. Variants are the methods, {@code crm_weighted} by default. Of a bucket that is
 * over it is the forecast of {@code lead_days} days before its end, of all others that of the instant the answer is as of; all from what is
 * known as of that instant, so that late records are in it. Money in cents, with the method's 95 % interval · adds up over nothing · a group
 * without deals is forecast to win nothing, one without a submission is not forecast · the sample are the deals in it.
 */
@Singleton
public final class ForecastRevenue implements Kpi {
    private final KpiDefinition definition;
    private final WonRevenue won;
    private final ForecastModel model;

    ForecastRevenue(WonRevenue won, ForecastModel model) {
        this.won = won;
        this.model = model;
        this.definition = Definitions.of(
                kpi("forecast_revenue")
                        .category(KpiCategory.FORECAST)
                        .version("3")
                        .builtOn(won.definition())
                        .unit(Unit.MONEY)
                        .higherIsBetter()
                        .variants(ForecastMethod.keys().toArray(String[]::new))
                        .options(ForecastExamples.LEAD_DAYS)
                        .alsoReads("forecast-submissions")
                        .examples(
                                ForecastExamples.march(
                                        ForecastMethod.CRM_WEIGHTED.key(),
                                        "2100",
                                        "As of 2 March, 30 days before the end: A is won, 1000, and B and C are open, 2000 × 0.5 + 400 × 0.25."),
                                ForecastExamples.march(
                                                ForecastMethod.CRM_WEIGHTED.key(),
                                                "3100",
                                                "As of 27 March B is won as well: 1000 + 2000 + 400 × 0.25.")
                                        .option(ForecastExamples.LEAD_DAYS.name(), 5),
                                ForecastExamples.march(
                                        ForecastMethod.COMMIT.key(),
                                        "1500",
                                        "On 1 March E1 committed to 1500; the 2800 of 10 March came later than 30 days before the end."),
                                ForecastExamples.march(
                                        ForecastMethod.STAGE_RATE.key(),
                                        null,
                                        "A alone was decided by then, which is too little to learn from.")),
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
        return Stream.of(ForecastPart.VALUE, ForecastPart.LOW, ForecastPart.HIGH)
                .filter(part -> part == ForecastPart.VALUE || method.isOfDeals())
                .map(part -> method.measure(model, part, won))
                .toList();
    }

    private MeasureValue found(ForecastMethod method, ForecastPart part, Function<Measure, MeasureValue> cell) {
        return cell.apply(method.measure(model, part, won));
    }

    @Override
    public List<Measure> measures(Asked asked) {
        return measures(ForecastMethod.of(asked));
    }

    @Override
    public List<Term> numerator(Asked asked) {
        return Term.of(ForecastMethod.of(asked).measure(model, ForecastPart.VALUE, won));
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        ForecastMethod method = ForecastMethod.of(asked);
        MeasureValue found = found(method, ForecastPart.VALUE, cell);
        if (found.value() != null) {
            return new KpiValue(found.value(), null, null, found.records(), null);
        }
        if (found.records() == 0 && method.isOfDeals()) {
            return new KpiValue(BigDecimal.ZERO, null, null, 0, null);
        }
        NullReason reason = found.foreign() > 0 ? NullReason.EXCHANGE_RATE_MISSING : NullReason.NO_FORECAST;
        return new KpiValue(null, null, null, 0, reason);
    }

    @Override
    public boolean hasInterval(Asked asked) {
        return ForecastMethod.of(asked).isOfDeals();
    }

    @Override
    public @Nullable Interval interval(Asked asked, KpiValue value, Function<Measure, MeasureValue> cell) {
        ForecastMethod method = ForecastMethod.of(asked);
        MeasureValue low = found(method, ForecastPart.LOW, cell);
        return !method.isOfDeals() || low.value() == null
                ? null
                : new Interval(
                        low.value(),
                        Objects.requireNonNull(
                                found(method, ForecastPart.HIGH, cell).value()));
    }
}
