package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A line of an order as it truly was.
 *
 * @param orderedAt when it was ordered, or returned or cancelled
 * @param netAmount never negative; what a return or cancellation takes away
 * @param variableCost of all pieces
 * @param dealId the deal it comes of; empty for what customers reorder by themselves
 */
public record OrderLine(
        String orderId,
        int lineNo,
        Instant orderedAt,
        String customerId,
        String employeeId,
        String productId,
        String channel,
        String region,
        String country,
        int quantity,
        BigDecimal netAmount,
        BigDecimal variableCost,
        @Nullable String dealId,
        Kind kind) {

    /** What a line is. */
    public enum Kind {
        SALE,
        RETURN,
        CANCELLATION;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public boolean isSale() {
        return kind == Kind.SALE;
    }

    /** What it adds to revenue. */
    public BigDecimal revenue() {
        return isSale() ? netAmount : netAmount.negate();
    }

    /** What it adds to the contribution margin. */
    public BigDecimal margin() {
        return isSale() ? netAmount.subtract(variableCost) : variableCost.subtract(netAmount);
    }

    OrderLine numbered(String id, int line) {
        return new OrderLine(
                id,
                line,
                orderedAt,
                customerId,
                employeeId,
                productId,
                channel,
                region,
                country,
                quantity,
                netAmount,
                variableCost,
                dealId,
                kind);
    }

    /** Some of its pieces given back. */
    OrderLine taken(Kind how, Instant at, int pieces) {
        return new OrderLine(
                orderId,
                lineNo,
                at,
                customerId,
                employeeId,
                productId,
                channel,
                region,
                country,
                pieces,
                Money.share(netAmount, pieces, quantity),
                Money.share(variableCost, pieces, quantity),
                dealId,
                how);
    }
}
