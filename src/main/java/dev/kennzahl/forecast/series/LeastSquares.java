package dev.kennzahl.forecast.series;

import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresFactory;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.ValueAndJacobianFunction;
import org.hipparchus.util.Pair;

/** Finds the parameters that make a sum of squares least, after Levenberg and Marquardt, with differences in place of derivatives. */
final class LeastSquares {
    /** What a point outside of what is allowed costs; large beside any series, which are scaled to about 1. */
    private static final double FORBIDDEN = 1e6;

    private static final double STEP = 1.5e-8;
    private static final int MAX_EVALUATIONS = 1_000;

    /** Errors at a point; the sum of their squares is what is to be least. */
    interface Errors {
        /** @param errors takes them; what is not finite counts as forbidden */
        void at(double[] point, double[] errors);
    }

    /**
     * A point and its sum of squares.
     *
     * @param cost the sum of squares; at least {@value #FORBIDDEN} squared when no allowed point was seen
     */
    record Found(double[] point, double cost) {}

    private LeastSquares() {}

    /** How far a search goes: to all digits that can be had, or to those that matter in a combination. */
    enum Effort {
        FULL(1e-10, 200),
        QUICK(1e-5, 40);

        private final double tolerance;
        private final int maxIterations;

        Effort(double tolerance, int maxIterations) {
            this.tolerance = tolerance;
            this.maxIterations = maxIterations;
        }
    }

    /** The best point seen on the way from the start. */
    static Found minimise(Errors errors, int observations, double[] start, Effort effort) {
        Model model = new Model(errors, observations, start);
        try {
            new LevenbergMarquardtOptimizer()
                    .withCostRelativeTolerance(effort.tolerance)
                    .withParameterRelativeTolerance(effort.tolerance)
                    .optimize(LeastSquaresFactory.create(
                            model,
                            new ArrayRealVector(observations),
                            new ArrayRealVector(start),
                            null,
                            null,
                            MAX_EVALUATIONS,
                            effort.maxIterations,
                            true,
                            null));
        } catch (MathIllegalStateException e) {
            // Iterations are used up, or no further step is possible in double precision: the best point so far is the
            // answer.
            return model.best();
        }
        return model.best();
    }

    static double cost(Errors errors, int observations, double[] point) {
        double[] at = new double[observations];
        return evaluate(errors, point, at);
    }

    private static double evaluate(Errors errors, double[] point, double[] at) {
        errors.at(point, at);
        double sum = 0;
        for (int i = 0; i < at.length; i++) {
            if (!(Math.abs(at[i]) < FORBIDDEN)) {
                at[i] = FORBIDDEN;
            }
            sum += at[i] * at[i];
        }
        return sum;
    }

    private static final class Model implements ValueAndJacobianFunction {
        private final Errors errors;
        private final int observations;
        private double[] bestPoint;
        private double bestCost;

        Model(Errors errors, int observations, double[] start) {
            this.errors = errors;
            this.observations = observations;
            this.bestPoint = start.clone();
            this.bestCost = Double.POSITIVE_INFINITY;
        }

        Found best() {
            return new Found(bestPoint, bestCost);
        }

        @Override
        public RealVector computeValue(double[] point) {
            double[] at = new double[observations];
            double cost = evaluate(errors, point, at);
            if (cost < bestCost) {
                bestCost = cost;
                bestPoint = point.clone();
            }
            return new ArrayRealVector(at, false);
        }

        @Override
        public RealMatrix computeJacobian(double[] point) {
            double[] here = new double[observations];
            evaluate(errors, point, here);
            double[][] slopes = new double[observations][point.length];
            double[] there = new double[observations];
            double[] moved = point.clone();
            for (int j = 0; j < point.length; j++) {
                moved[j] = point[j] + STEP * Math.max(1, Math.abs(point[j]));
                double step = moved[j] - point[j];
                evaluate(errors, moved, there);
                for (int i = 0; i < observations; i++) {
                    slopes[i][j] = (there[i] - here[i]) / step;
                }
                moved[j] = point[j];
            }
            return new Array2DRowRealMatrix(slopes, false);
        }

        @Override
        public Pair<RealVector, RealMatrix> value(RealVector point) {
            double[] at = point.toArray();
            return new Pair<>(computeValue(at), computeJacobian(at));
        }
    }
}
