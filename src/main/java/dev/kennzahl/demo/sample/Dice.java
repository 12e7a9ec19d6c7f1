package dev.kennzahl.demo.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Chance from a seed. Only the raw 64 bits come from the JDK; bounds and shapes are computed here, because the JDK promises
 * no formula for those and a newer one could turn the same seed into another company.
 */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Dice of its own for a part, so that more throws in one part leave the others as they were. */
    Dice apart() {
        return new Dice(random.nextLong());
    }

    /** Uniform in [0, 1). */
    double share() {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return share() < probability;
    }

    /** Uniform, both ends included. */
    int between(int least, int most) {
        return least + (int) (share() * (most - least + 1));
    }

    <T> T pick(List<T> items) {
        return items.get(between(0, items.size() - 1));
    }

    /** An index, each as likely as its weight says. */
    int weighted(int... weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int left = between(0, total - 1);
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index];
            index++;
        }
        return index;
    }

    /** Positive with mean 1 and a long right tail, as waiting times in sales have it. */
    double waiting() {
        // StrictMath: Math.log may differ in the last bit from one JDK or processor to the next.
        return -0.5 * (StrictMath.log(1 - share()) + StrictMath.log(1 - share()));
    }

    <T> List<T> shuffled(List<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        for (int last = shuffled.size() - 1; last > 0; last--) {
            java.util.Collections.swap(shuffled, last, between(0, last));
        }
        return shuffled;
    }
}
