package dev.kennzahl.forecast.accuracy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorMeasureTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    /** Computed by hand: errors 10, -20, 0, 30; actual values add up to 500; the history changes by 10 from season to season. */
    private final Judged judged = new Judged(
            new double[] {100, 100, 200, 100},
            new double[] {110, 80, 200, 130},
            Judged.scale(new double[] {50, 70, 60, 80, 70, 90}, 2));

    @ParameterizedTest
    @CsvSource({
        "BIAS,  0.04", // 20 / 500
        "MAE,   15", // 60 / 4
        "RMSE,  18.708286933869708", // √(1400 / 4)
        "MAPE,  0.15", // (0.1 + 0.2 + 0 + 0.3) / 4
        "SMAPE, 0.14458247066942718", // (20/210 + 40/180 + 0 + 60/230) / 4
        "WAPE,  0.12", // 60 / 500
        "MASE,  1.5", // 15 / 10
    })
    void areAsComputedByHand(ErrorMeasure measure, double expected) {
        assertThat(measure.of(judged).orElseThrow()).isEqualTo(expected, EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "BIAS, 5;-5, 1;1",
        "MAPE, 0;5, 1;1",
        "WAPE, 0;0, 1;1",
        "MASE, 1;2, 1;1",
    })
    void areEmptyWhereTheyAreNotDefined(ErrorMeasure measure, String actual, String forecast) {
        assertThat(measure.of(new Judged(numbers(actual), numbers(forecast), 0)))
                .isEmpty();
        assertThat(ErrorMeasure.MASE.of(
                        new Judged(new double[] {1}, new double[] {1}, Judged.scale(new double[] {1}, 12))))
                .isEmpty();
    }

    @Test
    void noErrorIsNoneAlsoOfZero() {
        assertThat(ErrorMeasure.SMAPE.of(new Judged(new double[] {0}, new double[] {0}, 1)))
                .hasValue(0);
    }

    @Test
    void owaIsTheMeanOfTheTwoRatios() {
        // Theta in the M4 competition, monthly: sMAPE 13.002, MASE 0.970 against 14.427 and 1.063 give an OWA of 0.907.
        assertThat(ErrorMeasure.owa(13.002, 0.970, 14.427, 1.063).orElseThrow()).isEqualTo(0.907, Offset.offset(5e-4));
        assertThat(ErrorMeasure.owa(13, 1, 0, 1)).isEmpty();
    }

    @Test
    void pinballLossPunishesTheRarerSideMore() {
        // 0.9 × 10 above, 0.1 × 20 below
        assertThat(ErrorMeasure.pinballLoss(new double[] {110, 80}, new double[] {100, 100}, 0.9))
                .isEqualTo((9 + 2) / 2.0, EXACT);
    }

    @Test
    void coverageCountsTheEnds() {
        assertThat(ErrorMeasure.coverage(
                        new double[] {1, 2, 3, 4}, new double[] {1, 0, 0, 5}, new double[] {2, 2, 2, 6}))
                .isEqualTo(0.5);
    }

    private static double[] numbers(String text) {
        return java.util.Arrays.stream(text.split(";"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
