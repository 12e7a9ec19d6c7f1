package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.AgainstTargetKpi;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.Component;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.NullReason;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * Actual ÷ target of the same bucket and group. The variant is the key of the KPI whose targets are meant, default {@code
 * won_revenue}; those that deals or order lines are behind, as these can be told by owner, team, region and product. The target of
 * a bucket is what {@code compare=target} shows. Ratio, six decimals half even; without a target {@code NO_TARGET}, with one of 0
 * {@code NO_DENOMINATOR}.
 */
@Singleton
public final class TargetAttainment extends AgainstTargetKpi {
    TargetAttainment(
            WonRevenue wonRevenue,
            Revenue revenue,
            ContributionMargin margin,
            DealsWon dealsWon,
            OpportunitiesCreated opportunities,
            WinRate winRate,
            AverageDealValue dealValue,
            OpenPipelineValue pipeline) {
        super(
                kpi("target_attainment")
                        .category(KpiCategory.TEAM)
                        .unit(Unit.RATIO)
                        .higherIsBetter()
                        .examples(
                                example("won_revenue", "0.750000", "900 of 1200.", 1_200),
                                example("won_revenue", "1.500000", "By owner, the first: E1 won 600 of 400.", 1_200)
                                        .by("owner"),
                                example("deals_won", "0.750000", "3 of 4 deals.", 4),
                                example("win_rate", null, "There is no target for the win rate.", 1_200)),
                wonRevenue,
                revenue,
                margin,
                dealsWon,
                opportunities,
                winRate,
                dealValue,
                pipeline);
    }

    private static WorkedExample example(String variant, String value, String explanation, int target) {
        String kpi = variant.equals("deals_won") ? "deals_won" : "won_revenue";
        return new WorkedExample(
                        variant,
                        """
                        deal_id,stage,status,amount,owner_id,closed_at
                        A,won,won,500,E1,2026-02-03
                        B,won,won,100,E1,2026-02-28
                        C,won,won,300,E2,2026-02-10
                        D,lost,lost,700,E2,2026-02-10
                        """,
                        LocalDate.of(2026, 2, 1),
                        LocalDate.of(2026, 3, 1),
                        value,
                        explanation)
                .with(
                        "targets",
                        "kpi,period_start,period_end,value,owner_id\n" + kpi + ",2026-02-01,2026-03-01," + target
                                + ",\nwon_revenue,2026-02-01,2026-03-01,400,E1\n");
    }

    /** Where what was reached is a sum of records. */
    @Override
    public Optional<Component> sums(Asked asked) {
        List<Component> parts = components(asked);
        Component actual = parts.get(0);
        return actual.denominator().isEmpty()
                ? Optional.of(new Component(
                        definition().key(), actual.numerator(), parts.get(1).numerator()))
                : Optional.empty();
    }

    @Override
    protected KpiValue combine(Asked asked, KpiValue actual, BigDecimal target, BigDecimal daysLeft) {
        return target.signum() == 0
                ? new KpiValue(null, actual.value(), target, actual.sampleSize(), NullReason.NO_DENOMINATOR)
                : new KpiValue(
                        actual.value().divide(target, definition().unit().scale(), RoundingMode.HALF_EVEN),
                        actual.value(),
                        target,
                        actual.sampleSize(),
                        null);
    }
}
