package dev.kennzahl.metrics.shape;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Customers by the month of their first purchase, and how many of them buy so many months later.
 *
 * @param customers all of them; the sum of those of the rows
 * @param average over all rows whose month is over: who still buys ÷ who could
 */
public record CohortMatrix(Instant asOf, long customers, List<Row> rows, List<Cell> average) {

    /**
     * A month of first purchases.
     *
     * @param from the month's first day, or that of the period in its first month
     * @param to the day after its last, or that of the period
     * @param cells from the month itself on, as far as the day of the answer
     */
    public record Row(LocalDate from, LocalDate to, long customers, List<Cell> cells) {}

    /**
     * A month later.
     *
     * @param monthsSince 0 for the month of the first purchase
     * @param customers who could buy
     * @param buying who did
     * @param share buying ÷ customers; null of none
     * @param partial whether the month is not over yet
     */
    public record Cell(int monthsSince, long customers, long buying, @Nullable BigDecimal share, boolean partial) {}
}
