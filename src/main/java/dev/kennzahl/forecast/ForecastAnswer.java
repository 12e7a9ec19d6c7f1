package dev.kennzahl.forecast;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.kennzahl.calendar.ReportingPeriod;
import dev.kennzahl.metrics.DealGroup;

/**
 * A forecast.
 *
 * @param currency what money is given in; null for figures that are no money
 * @param asOf all that it is made of was known then
 * @param at all that it is made of was so just before then
 * @param namesAll whether a group that is not in it is forecast to bring nothing, and not just not forecast
 */
public record ForecastAnswer(
        String method,
        String target,
        ZoneId timezone,
        @Nullable String currency,
        Instant asOf,
        Instant at,
        boolean namesAll,
        List<Series> series) {

    /** The points of one group, in order of time. */
    public record Series(DealGroup group, List<Point> points) {}

    /**
     * A forecast of one bucket.
     *
     * @param value what is expected; null with a reason
     * @param median half of what may come is below
     * @param within80 holds the value with a probability of 80 %: from P10 to P90
     * @param within95 the same with 95 %
     * @param parts what is certain and what is open
     * @param sampleSize how many past cases the method learned from; null when it learns nothing
     * @param chance of reaching the target; null when there is none, or the method cannot say
     */
    public record Point(
            ReportingPeriod bucket,
            @Nullable BigDecimal value,
            @Nullable BigDecimal median,
            @Nullable Range within80,
            @Nullable Range within95,
            Parts parts,
            @Nullable Long sampleSize,
            @Nullable Chance chance,
            @Nullable NoForecast reason) {

        /** The same where what is won is not known. */
        public Point withoutWon() {
            Parts known = new Parts(null, parts.wonDeals(), parts.deals(), parts.unvalued(), parts.undated());
            return new Point(bucket, value, median, within80, within95, known, sampleSize, chance, reason);
        }

        /** The same without a forecast, for that reason. */
        public Point without(NoForecast why) {
            return new Point(bucket, null, null, null, null, parts, sampleSize, null, why);
        }
    }

    /** Both ends are inside. */
    public record Range(BigDecimal low, BigDecimal high) {}

    /**
     * @param won what is won in the bucket already; null where the method does not look at it, or without a rate of exchange
     * @param wonDeals of how many deals
     * @param deals how many open deals are in the value
     * @param unvalued how many open deals should be and cannot, without an amount, a rate of exchange, or a probability
     * @param undated how many open deals are in no bucket, without a date they are expected to close on; 0 of a method that needs none
     */
    public record Parts(@Nullable BigDecimal won, long wonDeals, long deals, long unvalued, long undated) {
        /** Of a method that looks at no deals. */
        public static final Parts NONE = new Parts(null, 0, 0, 0, 0);
    }

    /** A target and how likely it is to be reached, 0 to 1. */
    public record Chance(BigDecimal target, BigDecimal probability) {}

    /** Why there is no forecast. */
    @Description("Why there is no forecast.")
    @Schema(description = "Why there is no forecast.")
    public enum NoForecast {
        @Description("Nobody submitted one.")
        NO_SUBMISSION,
        @Description("Too little happened before to learn from.")
        NOT_ENOUGH_HISTORY,
        @Description("No deal at all was there by then, as far as was known.")
        NOTHING_KNOWN,
        @Description("A part of it is in a currency that there is no rate for.")
        NO_EXCHANGE_RATE
    }
}
