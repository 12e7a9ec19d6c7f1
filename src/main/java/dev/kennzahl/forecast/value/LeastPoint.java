package dev.kennzahl.forecast.value;

import java.util.Arrays;

import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/** Finds positive parameters of the greatest likelihood, after Nelder and Mead, anew from what was found until nothing is gained. */
final class LeastPoint {
    private static final double RELATIVE = 1e-13;
    private static final double ABSOLUTE = 1e-9;
    private static final double SIDE = 0.3;
    private static final int MAX_ROUNDS = 10;
    private static final int MAX_EVALUATIONS = 4_000;

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
            PointValuePair found = new SimplexOptimizer(new SimpleValueChecker(RELATIVE, ABSOLUTE))
                    .optimize(
                            new MaxEval(MAX_EVALUATIONS),
                            new ObjectiveFunction(ofLogarithms),
                            GoalType.MINIMIZE,
                            new InitialGuess(point),
                            new NelderMeadSimplex(point.length, SIDE));
            point = found.getPoint();
            if (least - found.getValue() < ABSOLUTE * 10) {
                break;
            }
            least = found.getValue();
        }
        return exp(point);
    }

    private static double[] exp(double[] logarithms) {
        return Arrays.stream(logarithms).map(Math::exp).toArray();
    }
}
