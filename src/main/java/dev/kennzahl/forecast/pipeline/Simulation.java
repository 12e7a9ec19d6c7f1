package dev.kennzahl.forecast.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Arrival;

/**
 * Plays how the open deals of a group go on and which new ones come, many times. Deals go on by chance, each by itself; how well deals are
 * won, and how many come, differs from one future to the next as far as the past leaves it open, and from month to month as it did.
 *
 * @param swing the squared variation of how well deals are won from month to month
 * @param bucketEndDays when the buckets end, from now; past ones at or below zero
 * @param bucketStartDays when they begin
 */
record Simulation(
        StageHazards hazards,
        double swing,
        List<Open> open,
        Newcomers newcomers,
        double[] bucketStartDays,
        double[] bucketEndDays,
        int runs,
        long seed) {

    /** An open deal: the number of its stage, its age, how often it was pushed, what it is worth, and how others of its size fared. */
    record Open(int stage, double ageDays, int pushes, double amount, StageHazards.Speed speed) {}

    /** What is won in each bucket from now on: per bucket the sums of all futures, in ascending order. */
    double[][] play() {
        double[][] sums = new double[bucketEndDays.length][runs];
        double horizon = Arrays.stream(bucketEndDays).max().orElse(0);
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int run = 0; run < runs && horizon > 0; run++) {
            SplittableRandom random = seeds.split();
            DealFuture future = new DealFuture(hazards, random, winning(horizon, random));
            for (Open deal : open) {
                add(
                        sums,
                        run,
                        future.wonAfterDays(deal.speed(), deal.stage(), deal.ageDays(), deal.pushes(), 0, horizon),
                        deal.amount());
            }
            int coming = newcomers.isEmpty() ? 0 : newcomers.throwFor(horizon, random);
            for (int i = 0; i < coming; i++) {
                double comes = random.nextDouble() * horizon;
                Arrival like = newcomers.any(random);
                double won = future.wonAfterDays(
                        hazards.speed(DealLearning.sizeOf(like.amount())),
                        hazards.stage(like.stage()),
                        0,
                        0,
                        comes,
                        horizon);
                add(sums, run, won, like.amount() == null ? 0 : like.amount().doubleValue());
            }
        }
        for (double[] ofBucket : sums) {
            Arrays.sort(ofBucket);
        }
        return sums;
    }

    /** By how much more often than in the past deals are won in each month of one future: by one factor of all its time, and one of each. */
    private double[] winning(double horizon, SplittableRandom random) {
        double known = hazards.wins() + 1.0;
        double ofAll = Chance.gamma(known, random) / known;
        double[] winning = new double[(int) (horizon / WinSwings.DAYS) + 1];
        for (int month = 0; month < winning.length; month++) {
            winning[month] = ofAll * (swing == 0 ? 1 : Chance.gamma(1 / swing, random) * swing);
        }
        return winning;
    }

    private void add(double[][] sums, int run, double wonAfter, double amount) {
        for (int bucket = 0; bucket < bucketEndDays.length; bucket++) {
            if (wonAfter >= bucketStartDays[bucket] && wonAfter < bucketEndDays[bucket]) {
                sums[bucket][run] += amount;
            }
        }
    }

    /** A quantile of sorted values, in proportion between neighbours. */
    static double quantile(double[] sorted, double level) {
        double place = level * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
