package dev.kennzahl.forecast.value;

import java.util.Arrays;

import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.exception.LocalizedCoreFormats;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Finds positive parameters of the greatest likelihood, after Nelder and Mead, anew from what was found until nothing is gained; then by
 * Newton's steps, so that what is made of them has the same digits wherever it is computed.
 */
final class LeastPoint {
    private static final double RELATIVE = 1e-13;
    private static final double ABSOLUTE = 1e-9;
    private static final double SIDE = 0.3;
    private static final int MAX_ROUNDS = 10;
    private static final int MAX_EVALUATIONS = 4_000;
    private static final int NEWTON_STEPS = 4;
    private static final double DIFFERENCE = 1e-4;

    /** Newton's steps only polish; one that leads further away comes from a likelihood that is flat there. */
    private static final double LONGEST_STEP = 0.1;

    /** The logarithms stay between these and their negatives; what would run away stops there. */
    private static final double LARGEST_LOGARITHM = 12;

    private LeastPoint() {}

    /** @param cost the negative log-likelihood of positive parameters */
    static double[] find(MultivariateFunction cost, double[] start) {
        MultivariateFunction ofLogarithms = logarithms -> {
            double outside = Arrays.stream(logarithms)
                    .map(x -> Math.max(0, Math.abs(x) - LARGEST_LOGARITHM))
                    .sum();
            return outside > 0 ? 1e12 * (1 + outside) : cost.value(exp(logarithms));
        };
        double[] point = Arrays.stream(start).map(Math::log).toArray();
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Lowest lowest = new Lowest(ofLogarithms, point);
            boolean isSettled = descended(lowest);
            point = lowest.point;
            if (!isSettled || least - lowest.value < ABSOLUTE * 10) {
                break;
            }
            least = lowest.value;
        }
        return exp(polished(ofLogarithms, point));
    }

    /**
     * Goes down from the lowest point so far.
     *
     * @return false where no end was found: the likelihood is flat there, but for its last digits, and no further search gains anything
     */
    private static boolean descended(Lowest lowest) {
        try {
            new SimplexOptimizer(new SimpleValueChecker(RELATIVE, ABSOLUTE))
                    .optimize(
                            new MaxEval(MAX_EVALUATIONS),
                            new ObjectiveFunction(lowest),
                            GoalType.MINIMIZE,
                            new InitialGuess(lowest.point),
                            new NelderMeadSimplex(lowest.point.length, SIDE));
            return true;
        } catch (MathIllegalStateException e) {
            if (e.getSpecifier() != LocalizedCoreFormats.MAX_COUNT_EXCEEDED) {
                throw e;
            }
            return false;
        }
    }

    /** Remembers the lowest of all points that were looked at. */
    private static final class Lowest implements MultivariateFunction {
        private final MultivariateFunction cost;
        private double[] point;
        private double value;

        Lowest(MultivariateFunction cost, double[] start) {
            this.cost = cost;
            point = start;
            value = cost.value(start);
        }

        @Override
        public double value(double[] at) {
            double found = cost.value(at);
            if (found < value) {
                value = found;
                point = at.clone();
            }
            return found;
        }
    }

    private static double[] polished(MultivariateFunction cost, double[] found) {
        double[] point = found;
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double[] next = newton(cost, point);
            if (cost.value(next) > cost.value(point) + ABSOLUTE) {
                return point;
            }
            point = next;
        }
        return point;
    }

    /** The same point where the likelihood has no single top nearby. */
    private static double[] newton(MultivariateFunction cost, double[] point) {
        int n = point.length;
        double[] slope = new double[n];
        double[][] bend = new double[n][n];
        double here = cost.value(point);
        for (int i = 0; i < n; i++) {
            double up = cost.value(moved(point, i, 1, i, 0));
            double down = cost.value(moved(point, i, -1, i, 0));
            slope[i] = (up - down) / (2 * DIFFERENCE);
            bend[i][i] = (up - 2 * here + down) / (DIFFERENCE * DIFFERENCE);
            for (int j = 0; j < i; j++) {
                double same = cost.value(moved(point, i, 1, j, 1)) + cost.value(moved(point, i, -1, j, -1));
                double other = cost.value(moved(point, i, 1, j, -1)) + cost.value(moved(point, i, -1, j, 1));
                bend[i][j] = (same - other) / (4 * DIFFERENCE * DIFFERENCE);
                bend[j][i] = bend[i][j];
            }
        }
        try {
            RealVector step = new CholeskyDecomposition(new Array2DRowRealMatrix(bend))
                    .getSolver()
                    .solve(new ArrayRealVector(slope));
            return step.getLInfNorm() > LONGEST_STEP
                    ? point
                    : new ArrayRealVector(point).subtract(step).toArray();
        } catch (MathRuntimeException e) {
            return point; // not bent upwards in all directions: a parameter runs away, and stops at its bound
        }
    }

    private static double[] moved(double[] point, int one, int by, int other, int byOther) {
        double[] moved = point.clone();
        moved[one] += by * DIFFERENCE;
        moved[other] += byOther * DIFFERENCE;
        return moved;
    }

    private static double[] exp(double[] logarithms) {
        return Arrays.stream(logarithms).map(Math::exp).toArray();
    }
}
