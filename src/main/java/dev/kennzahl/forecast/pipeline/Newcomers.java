package dev.kennzahl.forecast.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import dev.kennzahl.metrics.DealLearning.Arrival;

/**
 * Deals that are still to come: as many per day as came in the year before, and like those. How much the numbers of its months differ beyond
 * chance is how much the futures differ.
 */
final class Newcomers {
    private static final double DAYS_OF_A_MONTH = 30;

    /** With a history shorter than that it is taken to be so long, so that a first deal yesterday does not mean one every day. */
    private static final double LEAST_DAYS = 30;

    /** Below so many months nothing is said of how they differ. */
    private static final int LEAST_MONTHS = 6;

    private final List<Arrival> arrivals;
    private final double perDay;
    private final double squaredVariation;

    /**
     * @param arrivals those of a group, the newest first
     * @param earliest when the first of all groups came, in the time that was looked at
     */
    Newcomers(List<Arrival> arrivals, Instant earliest, Instant at) {
        this.arrivals = arrivals;
        double days = Math.max(LEAST_DAYS, Duration.between(earliest, at).toSeconds() / 86_400.0);
        perDay = arrivals.size() / days;
        squaredVariation = squaredVariation(arrivals, at, (int) (days / DAYS_OF_A_MONTH));
    }

    private static double squaredVariation(List<Arrival> arrivals, Instant at, int months) {
        if (months < LEAST_MONTHS) {
            return 0;
        }
        double[] counts = new double[months];
        for (Arrival arrival : arrivals) {
            int month = (int) (Duration.between(arrival.createdAt(), at).toSeconds() / 86_400.0 / DAYS_OF_A_MONTH);
            if (month < months) {
                counts[month]++;
            }
        }
        double mean = Arrays.stream(counts).average().orElse(0);
        double variance = Arrays.stream(counts)
                        .map(count -> (count - mean) * (count - mean))
                        .sum()
                / (months - 1);
        return mean == 0 ? 0 : Math.max(0, (variance - mean) / (mean * mean));
    }

    boolean isEmpty() {
        return arrivals.isEmpty();
    }

    /** How many are to be expected. */
    double expected(double days) {
        return perDay * days;
    }

    /** How many come in one future. */
    int throwFor(double days, SplittableRandom random) {
        double mean = expected(days);
        return Chance.poisson(
                squaredVariation == 0 ? mean : mean * Chance.gamma(1 / squaredVariation, random) * squaredVariation,
                random);
    }

    /** What one of them is like. */
    Arrival any(SplittableRandom random) {
        return arrivals.get(random.nextInt(arrivals.size()));
    }
}
