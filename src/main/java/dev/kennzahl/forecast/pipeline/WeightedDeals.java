package dev.kennzahl.forecast.pipeline;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.forecast.ForecastAnswer.Parts;
import dev.kennzahl.forecast.ForecastAnswer.Point;
import dev.kennzahl.forecast.ForecastAnswer.Range;
import dev.kennzahl.forecast.ForecastAnswer.Series;
import dev.kennzahl.metrics.DealSum;
import dev.kennzahl.metrics.OpenDeal;

/**
 * What was won already, and the amounts of the open deals that are expected to close in the period times a probability. Intervals
 * are of these deals alone: they take deals to come for none, deals for independent of each other, and expected closing dates for certain, so
 * that they are far too narrow for what will come: mean ± z √Σ a² p (1 − p), never beyond all or none of the deals being won.
 *
 * @param probability of a deal; null when it is not known, and the deal adds nothing
 * @param sampleSize how many past cases the probabilities were learned from; null when they were not
 */
record WeightedDeals(
        PeriodState state, Function<OpenDeal, @Nullable BigDecimal> probability, @Nullable Long sampleSize) {
    /** The quantiles of the normal distribution for 80 % and 95 %. */
    private static final double Z80 = 1.2815515655446004;

    private static final double Z95 = 1.959963984540054;

    List<Series> series() {
        List<Series> series = new ArrayList<>();
        state.groups().forEach((group, deals) -> {
            List<Point> points = new ArrayList<>();
            long undated = undated(deals.open());
            for (int i = 0; i < state.buckets().size(); i++) {
                ReportingPeriod bucket = state.buckets().get(i);
                points.add(point(
                        bucket,
                        deals.won().get(i),
                        state.expectedIn(bucket, deals),
                        state.isOver(bucket) ? 0 : undated));
            }
            series.add(new Series(group, points));
        });
        return series;
    }

    private static long undated(List<OpenDeal> deals) {
        return deals.stream().filter(deal -> deal.expectedCloseOn() == null).count();
    }

    private Point point(ReportingPeriod bucket, DealSum wonDeals, List<OpenDeal> deals, long undated) {
        BigDecimal won = wonDeals.amount();
        BigDecimal value = won;
        BigDecimal least = won;
        BigDecimal most = won;
        double variance = 0;
        long unvalued = 0;
        for (OpenDeal deal : deals) {
            BigDecimal chance = probability.apply(deal);
            BigDecimal amount = deal.amount();
            if (chance == null || amount == null) {
                unvalued++;
                continue;
            }
            value = value.add(amount.multiply(chance));
            least = least.add(amount.min(BigDecimal.ZERO));
            most = most.add(amount.max(BigDecimal.ZERO));
            double p = chance.doubleValue();
            variance += amount.doubleValue() * amount.doubleValue() * p * (1 - p);
        }
        double spread = Math.sqrt(Math.max(0, variance));
        return new Point(
                bucket,
                Cents.plain(value),
                null,
                range(value, spread * Z80, least, most),
                range(value, spread * Z95, least, most),
                new Parts(won, wonDeals.deals(), deals.size() - unvalued, unvalued, undated),
                sampleSize,
                null,
                null);
    }

    private static Range range(BigDecimal value, double half, BigDecimal least, BigDecimal most) {
        BigDecimal reach = BigDecimal.valueOf(half).setScale(Cents.SCALE, RoundingMode.HALF_EVEN);
        return new Range(
                Cents.plain(value.subtract(reach).max(least)),
                Cents.plain(value.add(reach).min(most)));
    }
}
