package dev.kennzahl.forecast.series;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All fifteen forms against R's forecast package on the series oil and austourists. The numbers are those of statsmodels' test suite
 * (statsmodels/tsa/tests/results/fit_ets_results_*.json, made by fit_ets.R there).
 */
class EtsOfRTest {
    record Case(
            EtsForm form,
            EtsParameters parameters,
            double[] values,
            double[] lastFitted,
            double variance,
            double[] forecast) {
        int period() {
            return Math.max(1, parameters.season().length);
        }

        @Override
        public String toString() {
            return form.toString();
        }
    }

    static Stream<Case> cases() throws IOException {
        try (var in = EtsOfRTest.class.getResourceAsStream("ets-of-r.csv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(EtsOfRTest::read);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fitsAndForecastsAsRWithTheParametersOfR(Case ofR) {
        double[] fitted = new double[ofR.values().length];
        EtsState state = EtsFilter.run(ofR.form(), ofR.parameters(), ofR.values(), fitted);

        for (int i = 0; i < 4; i++) {
            assertThat(fitted[fitted.length - 4 + i]).isCloseTo(ofR.lastFitted()[i], Percentage.withPercentage(0.005));
        }
        double[] forecast = state.forecast(ofR.form(), ofR.parameters().phi(), 4);
        // R gives the mean of a multiplicative season's futures, which the errors that level and season share move a
        // little.
        boolean isMean = ofR.form().season() == EtsForm.Season.MULTIPLICATIVE;
        for (int h = 0; h < 4; h++) {
            assertThat(forecast[h]).isCloseTo(ofR.forecast()[h], Percentage.withPercentage(isMean ? 0.05 : 0.005));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsParametersAtLeastAsLikelyAsThoseOfR(Case ofR) {
        Series series = new Series(ofR.values(), ofR.period());

        EtsFit ours = EtsFit.of(ofR.form(), series, 8, LeastSquares.Effort.FULL);

        assertThat(minusTwoLogLikelihood(ofR.form(), ours.parameters(), ofR.values()))
                .isLessThanOrEqualTo(minusTwoLogLikelihood(ofR.form(), ofR.parameters(), ofR.values()) + 1e-3);
    }

    private static double minusTwoLogLikelihood(EtsForm form, EtsParameters parameters, double[] values) {
        double[] fitted = new double[values.length];
        EtsFilter.run(form, parameters, values, fitted);
        double squares = 0;
        double logs = 0;
        for (int t = 0; t < values.length; t++) {
            double error = values[t] - fitted[t];
            squares += form.multiplicativeError() ? Math.pow(error / fitted[t], 2) : error * error;
            logs += form.multiplicativeError() ? Math.log(fitted[t]) : 0;
        }
        return values.length * Math.log(squares) + 2 * logs;
    }

    private static Case read(String line) {
        String[] cells = line.split(",", -1);
        EtsForm.Trend trend = cells[1].equals("N")
                ? EtsForm.Trend.NONE
                : cells[1].equals("A") ? EtsForm.Trend.ADDITIVE : EtsForm.Trend.DAMPED;
        EtsForm.Season season = cells[2].equals("N")
                ? EtsForm.Season.NONE
                : cells[2].equals("A") ? EtsForm.Season.ADDITIVE : EtsForm.Season.MULTIPLICATIVE;
        List<Double> numbers =
                Stream.of(cells).skip(3).limit(6).map(Double::parseDouble).toList();
        return new Case(
                new EtsForm(cells[0].equals("M"), trend, season),
                new EtsParameters(
                        numbers.get(0),
                        numbers.get(1),
                        numbers.get(2),
                        numbers.get(3),
                        numbers.get(4),
                        numbers.get(5),
                        cells[9].isEmpty() ? new double[0] : KnownSeries.numbers(cells[9])),
                KnownSeries.numbers(cells[10]),
                KnownSeries.numbers(cells[11]),
                Double.parseDouble(cells[12]),
                KnownSeries.numbers(cells[13]));
    }
}
