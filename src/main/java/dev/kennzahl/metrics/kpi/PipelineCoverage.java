package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Component;
import dev.kennzahl.metrics.Definitions;
import dev.kennzahl.metrics.Kpi;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.Measure;
import dev.kennzahl.metrics.MeasureValue;
import dev.kennzahl.metrics.NullReason;
import dev.kennzahl.metrics.RemainingTarget;
import dev.kennzahl.metrics.Term;
import dev.kennzahl.metrics.subject.Deals;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Amount of the deals that are open at the instant the answer is as of and expected to close in the period ÷ what remains of the
 * won-revenue target of the period, which is target − won revenue. Ratio, six decimals half even. Where nothing remains there is
 * no coverage ({@code NO_DENOMINATOR}), without a target neither ({@code NO_TARGET}). Adds up over nothing. Its sample are the
 * open deals.
 */
@Singleton
public final class PipelineCoverage implements Kpi {
    private static final Measure OPEN = Measure.sum(Deals.EXPECTED_TO_CLOSE, Deals.OPEN, Deals.OPEN_AMOUNT);
    private static final String DEALS =
            """
            deal_id,stage,status,amount,expected_close_on,closed_at
            A,won,won,400,,2026-02-03
            B,offer,open,900,2026-02-20,
            C,offer,open,300,2026-02-28,
            D,new,open,5000,2026-03-01,
            """;

    private final KpiDefinition definition;
    private final RemainingTarget remaining;

    PipelineCoverage(WonRevenue revenue) {
        remaining = new RemainingTarget(revenue);
        definition = Definitions.of(
                kpi("pipeline_coverage")
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .builtOn(revenue.definition())
                        .examples(
                                example("1000", "2.000000", "(900 + 300) ÷ (1000 − 400); D is expected later."),
                                example("400", null, "Nothing of the target remains.")),
                KpiKind.DERIVED,
                all());
    }

    private List<Measure> all() {
        return Stream.concat(Stream.of(OPEN), remaining.measures().stream()).toList();
    }

    private static WorkedExample example(String target, String value, String explanation) {
        return new WorkedExample(
                        "default", DEALS, LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1), value, explanation)
                .with(
                        "targets",
                        "kpi,period_start,period_end,value\nwon_revenue,2026-02-01,2026-03-01," + target + "\n");
    }

    @Override
    public KpiDefinition definition() {
        return definition;
    }

    @Override
    public List<Measure> measures(Asked asked) {
        return all();
    }

    @Override
    public List<Term> numerator(Asked asked) {
        return all().stream().map(measure -> new Term(measure, 1)).toList();
    }

    @Override
    public List<Component> components(Asked asked) {
        return Stream.concat(Stream.of(Component.of("open_pipeline", OPEN)), remaining.components().stream())
                .toList();
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        MeasureValue open = cell.apply(OPEN);
        KpiValue rest = remaining.value(cell);
        if (rest.value() == null) {
            return new KpiValue(null, null, null, open.records(), rest.reason());
        }
        if (open.foreign() > 0) {
            return new KpiValue(null, null, rest.value(), open.records(), NullReason.EXCHANGE_RATE_MISSING);
        }
        if (open.records() > 0 && open.known() == 0) {
            return new KpiValue(null, null, rest.value(), open.records(), NullReason.VALUE_UNKNOWN);
        }
        BigDecimal pipeline = open.value() == null ? BigDecimal.ZERO : open.value();
        return rest.value().signum() == 0
                ? new KpiValue(null, pipeline, rest.value(), open.records(), NullReason.NO_DENOMINATOR)
                : new KpiValue(
                        pipeline.divide(rest.value(), definition.unit().scale(), RoundingMode.HALF_EVEN),
                        pipeline,
                        rest.value(),
                        open.records(),
                        null);
    }
}
