package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.KpiDefinition;
import dev.kennzahl.catalogue.KpiKind;
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
import dev.kennzahl.metrics.subject.Leads;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * What remains of the won-revenue target of the period ÷ (average deal value × lead-to-win rate), both of the same period; the
 * rate is won deals that stem from leads ÷ leads created. Count, four decimals half even, not rounded up. 0 where nothing remains;
 * without won deals that stem from leads nobody can say ({@code NO_DENOMINATOR}), nor without a target ({@code NO_TARGET}). Adds
 * up over nothing. Its sample are the leads.
 */
@Singleton
public final class LeadsNeededForTarget implements Kpi {
    private static final Measure LEADS = Measure.count(Leads.CREATED, Leads.ANY);
    private static final Measure FROM_LEADS = Measure.count(Deals.CLOSED, Deals.WON_FROM_LEAD);

    private final KpiDefinition definition;
    private final RemainingTarget remaining;
    private final WonRevenue revenue;
    private final DealsWon won;

    LeadsNeededForTarget(WonRevenue revenue, DealsWon won) {
        this.remaining = new RemainingTarget(revenue);
        this.revenue = revenue;
        this.won = won;
        this.definition = Definitions.of(
                kpi("leads_needed_for_target")
                        .category(KpiCategory.LEADS)
                        .builtOn(revenue.definition(), won.definition())
                        .examples(new WorkedExample(
                                        "default",
                                        """
                                        deal_id,stage,status,amount,lead_id,closed_at
                                        A,won,won,400,L1,2026-02-03
                                        B,won,won,200,,2026-02-10
                                        """,
                                        LocalDate.of(2026, 2, 1),
                                        LocalDate.of(2026, 3, 1),
                                        "12.0000",
                                        "1500 − 600 remain. A deal brings 300 on average, one of four leads becomes one: 900 ÷ (300 × 1/4).")
                                .with(
                                        "leads",
                                        "lead_id,created_at,status\nL1,2026-02-01,converted\nL2,2026-02-02,open\n"
                                                + "L3,2026-02-02,open\nL4,2026-02-03,disqualified\n")
                                .with(
                                        "targets",
                                        "kpi,period_start,period_end,value\nwon_revenue,2026-02-01,2026-03-01,1500\n")),
                KpiKind.DERIVED,
                all());
    }

    private List<Measure> all() {
        return Stream.concat(Stream.of(LEADS, FROM_LEADS, won.measure()), remaining.measures().stream())
                .toList();
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
        return Stream.concat(
                        remaining.components().stream(),
                        Stream.of(
                                Component.of(won.definition().key(), won.measure()),
                                Component.of("won_from_leads", FROM_LEADS),
                                Component.of("leads_created", LEADS)))
                .toList();
    }

    @Override
    public KpiValue value(Asked asked, Function<Measure, MeasureValue> cell) {
        long leads = cell.apply(LEADS).records();
        KpiValue rest = remaining.value(cell);
        if (rest.value() == null || rest.value().signum() == 0) {
            return new KpiValue(rest.value(), null, null, leads, rest.reason());
        }
        BigDecimal money = cell.apply(revenue.measure()).value();
        BigDecimal perRound = money == null
                ? BigDecimal.ZERO
                : money.multiply(BigDecimal.valueOf(cell.apply(FROM_LEADS).records()));
        // A negative average says of no number of leads that it would do.
        if (leads == 0 || perRound.signum() <= 0) {
            return new KpiValue(null, null, null, leads, NullReason.NO_DENOMINATOR);
        }
        BigDecimal value = rest.value()
                .multiply(BigDecimal.valueOf(leads))
                .multiply(BigDecimal.valueOf(cell.apply(won.measure()).records()))
                .divide(perRound, definition.unit().scale(), RoundingMode.HALF_EVEN);
        return new KpiValue(value, null, null, leads, null);
    }
}
