package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How revenue is spread over customers.
 *
 * @param customers how many have net revenue above zero in the period; all others are left out
 * @param revenue theirs
 * @param share how many of a hundred are the top
 * @param topCustomers how many that are, rounded up
 * @param topShare their revenue ÷ that of all; in the tenant's currency the value of {@code top_customer_revenue_share}
 * @param foreign how many order lines are in a currency without a rate; if there are any, nothing else is known
 * @param curve one point per per cent of customers; empty without customers
 */
public record Pareto(
        Instant asOf,
        String currency,
        long customers,
        @Nullable BigDecimal revenue,
        int share,
        long topCustomers,
        @Nullable BigDecimal topRevenue,
        @Nullable BigDecimal topShare,
        long foreign,
        List<Point> curve) {

    /**
     * The largest customers so far.
     *
     * @param percent how many of a hundred
     * @param customers how many that are, rounded up
     * @param cumulativeShare their revenue ÷ that of all
     */
    public record Point(int percent, long customers, BigDecimal revenue, BigDecimal cumulativeShare) {}

    /**
     * A customer and its place.
     *
     * @param rank 1 for the largest; of equals the one whose key comes first
     * @param share its revenue ÷ that of all
     * @param cumulativeShare that of all up to it
     * @param top whether it is one of the top
     */
    public record Customer(
            String id,
            @Nullable String name,
            long rank,
            BigDecimal revenue,
            BigDecimal share,
            BigDecimal cumulativeShare,
            boolean top) {}

    /** Where a page of customers ended. */
    public record Position(BigDecimal revenue, String id) {}
}
