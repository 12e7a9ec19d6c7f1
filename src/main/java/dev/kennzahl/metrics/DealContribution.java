package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A deal behind a number, and what it contributes to it.
 *
 * @param dated the date that puts it into the period; of a balance, since when it has been so
 * @param numerator what it adds to the value, or above the line; null when that is not known
 * @param denominator what it adds below the line; null for figures that are no quotient
 */
public record DealContribution(
        UUID id,
        String externalId,
        @Nullable String name,
        String status,
        @Nullable String stage,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        @Nullable String ownerId,
        @Nullable String customerId,
        @Nullable String productId,
        @Nullable String region,
        @Nullable Instant createdAt,
        @Nullable Instant closedAt,
        @Nullable Instant dated,
        @Nullable BigDecimal numerator,
        @Nullable BigDecimal denominator) {}
