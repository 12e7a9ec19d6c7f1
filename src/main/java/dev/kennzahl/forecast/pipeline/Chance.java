package dev.kennzahl.forecast.pipeline;

import java.util.SplittableRandom;

/** Random numbers. */
final class Chance {
    /** Above it a normal distribution does: a Poisson number's skewness is below a twentieth. */
    private static final double MANY = 500;

    private Chance() {}

    /** How many come, of whom so many are to be expected. Source: Knuth, The art of computer programming, 3.4.1. */
    static int poisson(double mean, SplittableRandom random) {
        if (mean > MANY) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** A gamma number of scale one. Source: Marsaglia and Tsang (2000), A simple method for generating gamma variables. */
    static double gamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal(random);
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
