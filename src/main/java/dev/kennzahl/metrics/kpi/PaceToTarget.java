package dev.kennzahl.metrics.kpi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

import jakarta.inject.Singleton;

import dev.kennzahl.catalogue.KpiCategory;
import dev.kennzahl.catalogue.Unit;
import dev.kennzahl.catalogue.WorkedExample;
import dev.kennzahl.metrics.AgainstTargetKpi;
import dev.kennzahl.metrics.Asked;
import dev.kennzahl.metrics.KpiValue;
import dev.kennzahl.metrics.NullReason;

import static dev.kennzahl.catalogue.KpiDefinition.kpi;

/**
 * What has to come in on each day that is left of the bucket for its target to be reached: (target − actual) ÷ days left, and 0
 * where it is. Left are the days from the one the answer is as of, itself included, to the end of the bucket; calendar days, not
 * working days. The variant is the key of the KPI whose targets are meant, default {@code won_revenue}; of those that add up over
 * time. Money or count per day, four decimals half even; {@code NO_DENOMINATOR} where the bucket is over and something is missing.
 */
@Singleton
public final class PaceToTarget extends AgainstTargetKpi {
    PaceToTarget(
            WonRevenue wonRevenue,
            Revenue revenue,
            ContributionMargin margin,
            DealsWon dealsWon,
            OpportunitiesCreated opportunities) {
        super(
                kpi("pace_to_target")
                        .category(KpiCategory.TEAM)
                        .unit(Unit.MONEY_PER_DAY)
                        .unitOf("deals_won", Unit.COUNT)
                        .unitOf("opportunities_created", Unit.COUNT)
                        .examples(
                                example("won_revenue", 2026, 500, "0", "600 of 500 are reached."),
                                example("won_revenue", 2026, 1_000, null, "400 are missing and February is over."),
                                example("won_revenue", 2_400, 29_000, "1000.0000", "29000 in the 29 days ahead."),
                                example("deals_won", 2_400, 58, "2.0000", "58 deals in 29 days.")),
                wonRevenue,
                revenue,
                margin,
                dealsWon,
                opportunities);
    }

    private static WorkedExample example(String variant, int year, int target, String value, String explanation) {
        return new WorkedExample(
                        variant,
                        "deal_id,stage,status,amount,closed_at\nA,won,won,600,2026-02-03\n",
                        LocalDate.of(year, 2, 1),
                        LocalDate.of(year, 3, 1),
                        value,
                        explanation)
                .with(
                        "targets",
                        "kpi,period_start,period_end,value\n" + variant + "," + LocalDate.of(year, 2, 1) + ","
                                + LocalDate.of(year, 3, 1) + "," + target + "\n");
    }

    @Override
    protected KpiValue combine(Asked asked, KpiValue actual, BigDecimal target, BigDecimal daysLeft) {
        BigDecimal missing = target.subtract(actual.value()).max(BigDecimal.ZERO);
        if (missing.signum() > 0 && daysLeft.signum() == 0) {
            return new KpiValue(null, missing, daysLeft, actual.sampleSize(), NullReason.NO_DENOMINATOR);
        }
        BigDecimal value = missing.signum() == 0
                ? BigDecimal.ZERO
                : missing.divide(daysLeft, definition().unit(asked.variant()).scale(), RoundingMode.HALF_EVEN);
        return new KpiValue(value, missing, daysLeft, actual.sampleSize(), null);
    }
}
