package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Somebody's interest, before it is a deal or comes to nothing.
 *
 * @param status {@code open}, {@code qualified}, {@code disqualified} or {@code converted}
 * @param throughPortal whether the partner portal tells of it by webhook; such a lead is in no file
 */
public record Lead(
        String leadId,
        Instant createdAt,
        String status,
        String source,
        String channel,
        @Nullable String campaignId,
        @Nullable String ownerId,
        @Nullable String customerId,
        @Nullable String region,
        String companySize,
        int score,
        String interest,
        BigDecimal expectedValue,
        @Nullable Instant firstContactAt,
        @Nullable Instant qualifiedAt,
        @Nullable Instant convertedAt,
        @Nullable String dealId,
        @Nullable Instant disqualifiedAt,
        @Nullable String disqualifiedReason,
        boolean throughPortal) {}
