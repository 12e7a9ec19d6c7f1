package dev.kennzahl.forecast.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import dev.kennzahl.metrics.DealLearning;
import dev.kennzahl.metrics.DealLearning.Arrival;

/**
 * Plays how the open deals of a group go on and which new ones come, many times. Deals go on by chance, each by itself; how well deals are
 * won, and how many come, differs from one future to the next as far as the past leaves it open.
 *
 * @param bucketEndDays when the buckets end, from now; past ones at or below zero
 * @param bucketStartDays when they begin
 */
record Simulation(
        StageHazards hazards,
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
            double known = hazards.wins() + 1.0;
            DealFuture future = new DealFuture(hazards, random, Chance.gamma(known, random) / known);
            for (Open deal : open) {
                add(
                        sums,
                        run,
                        future.wonAfterDays(deal.speed(), deal.stage(), deal.ageDays(), deal.pushes(), horizon),
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
                        horizon - comes);
                add(
                        sums,
                        run,
                        comes + won,
                        like.amount() == null ? 0 : like.amount().doubleValue());
            }
        }
        for (double[] ofBucket : sums) {
            Arrays.sort(ofBucket);
        }
        return sums;
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
