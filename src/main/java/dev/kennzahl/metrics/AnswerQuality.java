package dev.kennzahl.metrics;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jspecify.annotations.Nullable;

import dev.kennzahl.catalogue.Unit;

/**
 * How far an answer can be trusted.
 *
 * @param missingAmounts records behind it that have no amount, or whatever is added up, among all of its period
 * @param staleCloseDates open deals that should have closed by now; null for figures that are not taken of deals
 * @param unprocessed deliveries that came in and are not applied yet; null as of a past moment, when nobody knows any more
 * @param smallSamples values that few records stand behind
 */
public record AnswerQuality(
        Share missingAmounts, @Nullable Share staleCloseDates, @Nullable Backlog unprocessed, Share smallSamples) {

    /**
     * Some of all.
     *
     * @param share null of none
     * @param threshold more than that is worth a warning: a share, or of small samples how many records are few
     */
    public record Share(long some, long all, @Nullable BigDecimal share, BigDecimal threshold, boolean exceeded) {
        static Share of(long some, long all, BigDecimal most) {
            BigDecimal share = all == 0
                    ? null
                    : BigDecimal.valueOf(some)
                            .divide(BigDecimal.valueOf(all), Unit.RATIO.scale(), RoundingMode.HALF_EVEN);
            return new Share(some, all, share, most, share != null && share.compareTo(most) > 0);
        }
    }

    /** @param threshold more than that is worth a warning */
    public record Backlog(long deliveries, int threshold, boolean exceeded) {}

    /** Whether there is nothing to warn of. */
    public boolean isGood() {
        return !missingAmounts.exceeded()
                && (staleCloseDates == null || !staleCloseDates.exceeded())
                && (unprocessed == null || !unprocessed.exceeded())
                && !smallSamples.exceeded();
    }
}
