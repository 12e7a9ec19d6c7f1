package dev.kennzahl.forecast.series;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Complex exponential smoothing without season: a level and a hidden part that together follow trends without a slope of their own.
 *
 * <p>Source: Svetunkov, Kourentzes and Ord (2022), Complex exponential smoothing, Naval Research Logistics 69(8).
 */
final class ComplexSmoothing implements Member {
    private static final double[] REAL_PARTS = {1, 1.3, 1.7};
    private static final double[] IMAGINARY_PARTS = {0.95, 1, 1.1};
    private static final int FIRST_VALUES = 10;

    @Override
    public double[] mean(Series series, int horizon) {
        double[] values = series.values();
        double[] found = fit(values);
        if (found == null) {
            double[] last = new double[horizon];
            Arrays.fill(last, series.last());
            return last;
        }
        double[] fitted = new double[values.length + horizon];
        run(found, values, fitted);
        return Arrays.copyOfRange(fitted, values.length, fitted.length);
    }

    /** @return null when no search ends among the stable parameters */
    private static double @Nullable [] fit(double[] values) {
        LeastSquares.Errors errors = (point, at) -> {
            run(point, values, at);
            for (int t = 0; t < values.length; t++) {
                at[t] = values[t] - at[t];
            }
        };
        double first = Arrays.stream(values).limit(FIRST_VALUES).average().orElseThrow();
        double[] start = new double[0];
        double least = Double.POSITIVE_INFINITY;
        for (double real : REAL_PARTS) {
            for (double imaginary : IMAGINARY_PARTS) {
                double[] point = {real, imaginary, first, first / 1.1};
                double cost = LeastSquares.cost(errors, values.length, point);
                if (cost < least) {
                    least = cost;
                    start = point;
                }
            }
        }
        double[] found = LeastSquares.minimise(errors, values.length, start, LeastSquares.Effort.QUICK)
                .point();
        return isStable(found) ? found : null;
    }

    /** The region in which what lies long ago does not count more than what is new. */
    private static boolean isStable(double[] point) {
        double real = point[0];
        double imaginary = point[1];
        return square(real - 2.5) + square(imaginary) > 1.25
                && square(real - 0.5) + square(imaginary - 1) > 0.25
                && square(real - 1.5) + square(imaginary - 0.5) < 1.5;
    }

    private static double square(double x) {
        return x * x;
    }

    /** @param fitted takes the one-step forecasts and, past the values, the forecasts */
    private static void run(double[] point, double[] values, double[] fitted) {
        double real = point[0];
        double imaginary = point[1];
        double level = point[2];
        double hidden = point[3];
        for (int t = 0; t < fitted.length; t++) {
            fitted[t] = level;
            double error = t < values.length ? values[t] - level : 0;
            double next = level - (1 - imaginary) * hidden + (real - imaginary) * error;
            hidden = level + (1 - real) * hidden + (real + imaginary) * error;
            level = next;
        }
    }
}
