package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An open deal at an instant.
 *
 * @param amount in the currency asked for; null when it has none, or there is no rate
 * @param ownAmount as it stands in the record
 * @param ageDays local days since its creation; null when that is not known
 * @param pushes how often the day it is expected to close was moved to a later one
 * @param monthPushes how many of them were to a later month
 */
public record OpenDeal(
        UUID id,
        String externalId,
        @Nullable String name,
        DealGroup group,
        @Nullable String stage,
        @Nullable String ownerId,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal ownAmount,
        @Nullable String ownCurrency,
        @Nullable BigDecimal probability,
        @Nullable LocalDate expectedCloseOn,
        @Nullable Instant createdAt,
        @Nullable Integer ageDays,
        int pushes,
        int monthPushes) {

    /** Whether its amount is known, but not in the currency asked for. */
    public boolean isForeign() {
        return amount == null && ownAmount != null;
    }

    /**
     * Open deals of a group together.
     *
     * @param weighted amounts times probabilities, of those that have both
     * @param unweighted how many have an amount and no probability
     * @param ageDays the sum of the ages that are known
     * @param aged how many ages are known
     * @param pushes all pushes together
     * @param pushed how many deals were pushed at least once
     */
    public record Sum(
            DealGroup group,
            DealSum open,
            BigDecimal weighted,
            long unweighted,
            long ageDays,
            long aged,
            long pushes,
            long pushed) {}
}
