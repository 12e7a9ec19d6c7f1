package dev.kennzahl.forecast.trend;

import java.util.Collection;

/**
 * The exact distribution of Kendall's score when every order of the values is as likely: by counting the inversions of all orders of values
 * some of which may be the same, which Gaussian multinomial coefficients do, and those of several groups together.
 *
 * <p>Source: Kendall (1975), Rank Correlation Methods, 4th edition, chapter 5; Knuth, The Art of Computer Programming 3, section 5.1.2.
 */
final class ScoreDistribution {
    /** The probabilities of 0, 1, 2, … inversions. */
    private double[] probabilities = {1};

    /** Together with a group that is independent. @param ties how often each of the different values comes */
    void add(Collection<Integer> ties) {
        int before = 0;
        for (int same : ties) {
            probabilities = convolved(probabilities, merged(before, same));
            before += same;
        }
    }

    /**
     * The probability of a score at least this far from none, in either direction.
     *
     * @param score pairs in order less inversions
     */
    double beyond(long score) {
        int pairs = probabilities.length - 1;
        double sum = 0;
        for (int inversions = 0; inversions <= pairs; inversions++) {
            if (Math.abs(pairs - 2L * inversions) >= Math.abs(score)) {
                sum += probabilities[inversions];
            }
        }
        return Math.min(1, sum);
    }

    /** The least probability that {@link #beyond} can give: that of all pairs in one order. */
    double least() {
        return beyond(probabilities.length - 1L);
    }

    /** Of values that are all the same put among others: the coefficients of the Gaussian binomial, made to add up to one. */
    private static double[] merged(int others, int same) {
        // Whichever comes last: one of the others, after all the same ones, or one of those, which inverts nothing.
        double[][] row = new double[same + 1][];
        for (int k = 0; k <= same; k++) {
            row[k] = new double[] {1};
        }
        for (int m = 1; m <= others; m++) {
            for (int k = 1; k <= same; k++) {
                double[] both = new double[m * k + 1];
                double lastIsOther = (double) m / (m + k);
                add(both, row[k], k, lastIsOther);
                add(both, row[k - 1], 0, 1 - lastIsOther);
                row[k] = both;
            }
        }
        return row[same];
    }

    private static void add(double[] sum, double[] part, int shift, double factor) {
        for (int i = 0; i < part.length; i++) {
            sum[i + shift] += factor * part[i];
        }
    }

    private static double[] convolved(double[] one, double[] other) {
        double[] both = new double[one.length + other.length - 1];
        for (int i = 0; i < one.length; i++) {
            add(both, other, i, one[i]);
        }
        return both;
    }
}
