package dev.kennzahl.forecast.series;

import java.util.Arrays;

/**
 * The state space form of the dynamic Theta model.
 *
 * @param level before the first observation
 * @param alpha how quickly the level follows
 * @param lineShare the weight 1 − 1/θ of the line
 */
record ThetaModel(double level, double alpha, double lineShare) {
    /** The line has to be known before errors tell anything. */
    static final int UNCOUNTED = 2;

    private static final double LEAST_ALPHA = 0.1;
    private static final double MOST_ALPHA = 0.99;
    private static final int PARAMETERS = 3;

    static ThetaModel at(double[] point) {
        return new ThetaModel(
                point[0],
                LEAST_ALPHA + (MOST_ALPHA - LEAST_ALPHA) * (1 + Math.sin(point[1])) / 2,
                (1 + Math.sin(point[2])) / 2);
    }

    double[] toPoint() {
        double share = (alpha - LEAST_ALPHA) / (MOST_ALPHA - LEAST_ALPHA);
        return new double[] {level, Math.asin(2 * share - 1), Math.asin(2 * lineShare - 1)};
    }

    /** The errors of one step, from the third observation on. */
    void errors(double[] values, double[] at) {
        State state = new State(values[0]);
        for (int t = 1; t < values.length; t++) {
            double error = values[t] - state.next();
            if (t >= UNCOUNTED) {
                at[t - UNCOUNTED] = error;
            }
            state.take(values[t]);
        }
    }

    double[] mean(double[] values, int horizon) {
        return path(after(values), horizon, horizon);
    }

    double[] deviations(double[] values, int horizon) {
        double[] errors = new double[values.length - UNCOUNTED];
        errors(values, errors);
        double squares = 0;
        for (double error : errors) {
            squares += error * error;
        }
        double variance = squares / Math.max(1, errors.length - PARAMETERS);
        State last = after(values);
        double[] mean = path(last, horizon, horizon);
        double[] effects = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            // The model is linear, so what an error at a step does to later ones is a difference of two paths.
            double[] moved = path(last, horizon, step);
            for (int h = step; h < horizon; h++) {
                effects[h] += (moved[h] - mean[h]) * (moved[h] - mean[h]);
            }
        }
        return Arrays.stream(effects)
                .map(effect -> Math.sqrt(variance * effect))
                .toArray();
    }

    private State after(double[] values) {
        State last = new State(values[0]);
        for (int t = 1; t < values.length; t++) {
            last.take(values[t]);
        }
        return last;
    }

    /** @param shocked the step with an error of one; the horizon for none */
    private double[] path(State from, int horizon, int shocked) {
        State state = new State(from);
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            path[h] = state.next() + (h == shocked ? 1 : 0);
            state.take(path[h]);
        }
        return path;
    }

    /** Level, mean and line as far as the values have been taken. */
    private final class State {
        private double smoothed;
        private double mean;
        private double intercept;
        private double slope;
        private int count;

        /** (1 − α) to the number of observations. */
        private double remainder;

        State(double first) {
            smoothed = alpha * first + (1 - alpha) * level;
            mean = first;
            intercept = first;
            count = 1;
            remainder = 1 - alpha;
        }

        State(State other) {
            smoothed = other.smoothed;
            mean = other.mean;
            intercept = other.intercept;
            slope = other.slope;
            count = other.count;
            remainder = other.remainder;
        }

        double next() {
            return smoothed + lineShare * (intercept * remainder + slope * (1 - remainder * (1 - alpha)) / alpha);
        }

        void take(double value) {
            count++;
            smoothed = alpha * value + (1 - alpha) * smoothed;
            double before = mean;
            mean += (value - mean) / count;
            slope = ((count - 2) * slope + 6 * (value - before) / count) / (count + 1);
            intercept = mean - slope * (count + 1) / 2;
            remainder *= 1 - alpha;
        }
    }
}
