package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A record behind a number, and what it contributes to it.
 *
 * @param type what it is: {@code deal}
 * @param part which of the number's parts it is listed for, from 0; a record may be behind several
 * @param dated the date that puts it into the period; of a balance, since when it has been so
 * @param numerator what it adds to the value, or above the line; null when that is not known, or the number no sum over records
 * @param denominator what it adds below the line; null for figures that are no quotient
 * @param shares of a number that is made of other figures, what it adds to each of these
 */
public record RecordContribution(
        UUID id,
        String type,
        int part,
        String externalId,
        @Nullable String name,
        @Nullable String status,
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
        @Nullable BigDecimal denominator,
        List<Share> shares) {

    /**
     * What it adds to one of the figures that the number is made of.
     *
     * @param figure the component's name
     * @param numerator what it adds to the figure, or above its line; null when that is not known
     * @param denominator what it adds below the line; null for figures that are no quotient
     */
    public record Share(String figure, @Nullable BigDecimal numerator, @Nullable BigDecimal denominator) {}
}
