package dev.kennzahl.metrics;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * What a customer bought up to a day of observation; all purchases of one day are one.
 *
 * @param label a name for people; null when there is none
 * @param frequency on how many days after the first one they bought
 * @param recencyDays from the first to the last of them
 * @param ageDays from the first of them to the day of observation
 * @param value the mean margin of a day they bought on after the first one; null when there is none, or it is not known
 * @param isForeign whether an amount is in a currency without an exchange rate
 */
public record PurchaseSummary(
        String customerId,
        @Nullable String label,
        int frequency,
        int recencyDays,
        int ageDays,
        @Nullable BigDecimal value,
        boolean isForeign) {}
