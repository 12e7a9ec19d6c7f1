package dev.kennzahl.forecast.series;

import java.util.Random;
import java.util.stream.Stream;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The formulas of variance against simulated futures. */
class EtsVarianceTest {
    private static final int PATHS = 20_000;
    private static final int HORIZON = 14;

    static Stream<EtsOfRTest.Case> cases() throws java.io.IOException {
        return EtsOfRTest.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isThatOfSimulatedFutures(EtsOfRTest.Case ofR) {
        double[] fitted = new double[ofR.values().length];
        EtsState state = EtsFilter.run(ofR.form(), ofR.parameters(), ofR.values(), fitted);
        EtsFit fit = new EtsFit(ofR.form(), ofR.parameters(), state, fitted, ofR.variance(), 0);
        double[] mean = state.forecast(ofR.form(), ofR.parameters().phi(), HORIZON);

        double[] deviations = EtsVariance.deviations(fit, mean);

        double[] simulated = simulated(fit, mean);
        for (int h : new int[] {0, 1, 4, HORIZON - 1}) {
            assertThat(deviations[h]).as("step " + (h + 1)).isCloseTo(simulated[h], Percentage.withPercentage(4));
        }
    }

    private static double[] simulated(EtsFit fit, double[] mean) {
        Random random = new Random(7);
        double[] squares = new double[HORIZON];
        for (int i = 0; i < PATHS; i++) {
            EtsState state = fit.state();
            for (int h = 0; h < HORIZON; h++) {
                double next = state.forecast(fit.form(), fit.parameters().phi(), 1)[0];
                double error = Math.sqrt(fit.variance()) * random.nextGaussian();
                double value = fit.form().multiplicativeError() ? next * (1 + error) : next + error;
                EtsParameters from = new EtsParameters(
                        fit.parameters().alpha(),
                        fit.parameters().beta(),
                        fit.parameters().gamma(),
                        fit.parameters().phi(),
                        state.level(),
                        state.slope(),
                        state.season());
                state = EtsFilter.run(fit.form(), from, new double[] {value}, new double[1]);
                squares[h] += Math.pow(value - mean[h], 2) / PATHS;
            }
        }
        return java.util.Arrays.stream(squares).map(Math::sqrt).toArray();
    }
}
