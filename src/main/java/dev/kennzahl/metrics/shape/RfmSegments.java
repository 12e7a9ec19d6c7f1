package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Customers segmented by recency, frequency and monetary value.
 *
 * @param foreign how many order lines are in a currency without a rate; if there are any, there are no segments
 */
public record RfmSegments(Instant asOf, String currency, long customers, long foreign, List<Segment> segments) {

    /** The segments, by the score of recency and the mean of those of frequency and value. */
    @Description("The segments, by the score of recency and the mean of those of frequency and value, 1 to 5 each.")
    @Schema(
            name = "RfmSegmentName",
            description =
                    "The segments, by the score of recency and the mean of those of frequency and value, 1 to 5 each.")
    public enum Name {
        @Description("Recency 4 or 5, the mean 4 or more: bought lately, often and much.")
        CHAMPIONS,
        @Description("Recency 3 or more, the mean 3 or more, without the champions.")
        LOYAL,
        @Description("Recency 4 or 5, the mean below 3: bought lately, seldom or little so far.")
        PROMISING,
        @Description("Recency 3, the mean below 3.")
        NEEDS_ATTENTION,
        @Description("Recency 1 or 2, the mean 3 or more: bought often or much, but not lately.")
        AT_RISK,
        @Description("Recency 1 or 2, the mean below 3.")
        HIBERNATING
    }

    /**
     * One of them.
     *
     * @param customerShare its customers ÷ all
     * @param revenueShare its revenue ÷ that of all; null of nothing
     * @param recencyDays mean days from the last purchase to the period's end
     * @param orders mean number of orders
     */
    public record Segment(
            Name name,
            long customers,
            @Nullable BigDecimal customerShare,
            BigDecimal revenue,
            @Nullable BigDecimal revenueShare,
            @Nullable BigDecimal recencyDays,
            @Nullable BigDecimal orders) {}

    /** A customer with its scores. */
    public record Customer(
            String id,
            @Nullable String name,
            Name segment,
            int recency,
            int frequency,
            int monetary,
            long recencyDays,
            long orders,
            BigDecimal revenue) {}
}
