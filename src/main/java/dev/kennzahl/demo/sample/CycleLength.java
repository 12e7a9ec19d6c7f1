package dev.kennzahl.demo.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;

/**
 * How long won deals took, from creation to closing, by the clock on the wall: a day across the change to summer time is a
 * day. All figures in days with twelve decimals, empty when nothing was won.
 */
public final class CycleLength {
    private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);

    private final long[] sortedMillis;

    private CycleLength(long[] sortedMillis) {
        this.sortedMillis = sortedMillis;
    }

    static CycleLength of(List<TrueDeal> wonDeals) {
        return new CycleLength(wonDeals.stream()
                .mapToLong(deal -> millis(deal.createdAt(), deal.last().closedAt()))
                .sorted()
                .toArray());
    }

    private static long millis(Instant createdAt, @Nullable Instant closedAt) {
        LocalDateTime opened = LocalDateTime.ofInstant(createdAt, SampleCalendar.ZONE);
        return Duration.between(
                        opened,
                        LocalDateTime.ofInstant(java.util.Objects.requireNonNull(closedAt), SampleCalendar.ZONE))
                .toMillis();
    }

    /** How many deals were won. */
    public int deals() {
        return sortedMillis.length;
    }

    /** The sum over all deals, in days: the numerator of the mean. */
    public BigDecimal totalDays() {
        return days(BigDecimal.valueOf(LongStream.of(sortedMillis).sum()));
    }

    public Optional<BigDecimal> mean() {
        return deals() == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(LongStream.of(sortedMillis).sum())
                        .divide(MILLIS_PER_DAY.multiply(BigDecimal.valueOf(deals())), 12, RoundingMode.HALF_EVEN));
    }

    public Optional<BigDecimal> median() {
        return percentile(50);
    }

    public Optional<BigDecimal> p90() {
        return percentile(90);
    }

    /** Between the two neighbours in proportion, like {@code percentile_cont} of Postgres. */
    private Optional<BigDecimal> percentile(int percent) {
        if (deals() == 0) {
            return Optional.empty();
        }
        long hundredths = (deals() - 1L) * percent;
        int below = (int) (hundredths / 100);
        int above = Math.min(deals() - 1, below + 1);
        BigDecimal share = BigDecimal.valueOf(hundredths % 100, 2);
        BigDecimal step = BigDecimal.valueOf(sortedMillis[above] - sortedMillis[below]);
        return Optional.of(days(BigDecimal.valueOf(sortedMillis[below]).add(step.multiply(share))));
    }

    private static BigDecimal days(BigDecimal millis) {
        return millis.divide(MILLIS_PER_DAY, 12, RoundingMode.HALF_EVEN);
    }
}
