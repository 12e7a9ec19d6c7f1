package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * Deals and what they are worth together.
 *
 * @param unvalued how many of them have no amount, or none in the currency asked for, and add nothing
 */
public record DealSum(long deals, BigDecimal amount, long unvalued) {
    /** No deals. */
    public static final DealSum NONE = new DealSum(0, BigDecimal.ZERO, 0);

    public DealSum {
        // How deals are grouped must not show in the digits.
        amount =
                Objects.requireNonNull(new MeasureValue(amount, 0, 0, 0).plain().value());
    }

    /**
     * The deals of a group in one of several buckets, counted from 0.
     *
     * @param foreign whether the amount of one of them is known, but not in the currency asked for
     */
    public record OfBucket(int bucket, DealGroup group, DealSum sum, boolean foreign) {}

    public DealSum plus(DealSum other) {
        return new DealSum(deals + other.deals, amount.add(other.amount), unvalued + other.unvalued);
    }
}
