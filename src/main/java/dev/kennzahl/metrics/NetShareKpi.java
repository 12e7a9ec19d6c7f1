package dev.kennzahl.metrics;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.metrics.subject.Condition;
import dev.kennzahl.metrics.subject.Contribution;
import dev.kennzahl.metrics.subject.Moment;

/**
 * The share of records that are for something less the share of those against it, in per cent; with an interval for chance. Each
 * record for it adds 100 above the line, each against it −100, and every one 1 below.
 */
public abstract class NetShareKpi extends RatioKpi {
    private static final int PER_CENT = 100;

    private final Measure plus;
    private final Measure minus;
    private final Measure all;

    /**
     * @param plus which records are for it
     * @param minus which are against it; none is both
     * @param all which there are; must hold for all that meet either
     */
    protected NetShareKpi(
            KpiDefinition.Builder definition, Moment moment, Condition plus, Condition minus, Condition all) {
        this(
                definition,
                Measure.sum(moment, plus, Contribution.number(Integer.toString(PER_CENT))),
                Measure.sum(moment, minus, Contribution.number(Integer.toString(PER_CENT))),
                Measure.count(moment, all));
    }

    private NetShareKpi(KpiDefinition.Builder definition, Measure plus, Measure minus, Measure all) {
        super(definition, Map.of("default", new Parts(List.of(new Term(plus, 1), new Term(minus, -1)), Term.of(all))));
        this.plus = plus;
        this.minus = minus;
        this.all = all;
    }

    @Override
    public final boolean hasInterval(Asked asked) {
        return true;
    }

    @Override
    public final Interval interval(Asked asked, KpiValue value, Function<Measure, MeasureValue> cell) {
        return NetShareInterval.of(
                cell.apply(plus).records(),
                cell.apply(minus).records(),
                cell.apply(all).records(),
                PER_CENT);
    }
}
