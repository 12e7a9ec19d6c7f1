package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The customers of a period's last day, or of the day of the answer where that is earlier, segmented by the signs that they may be lost.
 *
 * @param atRisk how many show at least as many signals as asked
 * @param share atRisk ÷ customers; null of none
 */
public record ChurnRisks(
        Instant asOf,
        int windowDays,
        int valuePercent,
        int signals,
        long customers,
        long atRisk,
        @Nullable BigDecimal share,
        List<Segment> segments) {

    /** A segment that anybody is in. */
    public record Segment(String name, long customers, long atRisk, @Nullable BigDecimal share) {}

    /** A customer with its signals. */
    public record Customer(
            String id,
            @Nullable String name,
            String segment,
            boolean atRisk,
            int signals,
            boolean recency,
            boolean frequency,
            boolean value,
            boolean satisfaction) {}
}
