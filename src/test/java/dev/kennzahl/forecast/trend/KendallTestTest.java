package dev.kennzahl.forecast.trend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.forecast.series.KnownSeries;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Against SciPy 1.17 (theilslopes, kendalltau) and, for seasons and correlation, against NumPy by the formulas of the papers; the exact
 * probability against all orders there are.
 */
class KendallTestTest {
    private static final Percentage FOUR_DIGITS = Percentage.withPercentage(0.005);

    @Test
    void isThatOfTheNileWithoutAndWithCorrelation() {
        KendallTest plain = KendallTest.of(KnownSeries.NILE, 1, 1);
        assertThat(plain.score()).isEqualTo(-1387);
        assertThat(plain.tau()).isCloseTo(-0.2807413, FOUR_DIGITS);
        assertThat(plain.variance()).isCloseTo(112_728.3333, FOUR_DIGITS);
        assertThat(plain.probability()).isCloseTo(3.658263e-05, FOUR_DIGITS);
        assertThat(plain.basis()).isEqualTo(KendallTest.Basis.NORMAL);
        TheilSen slope = TheilSen.of(KnownSeries.NILE, 1, plain, 0.95);
        assertThat(slope.slope()).isCloseTo(-2.6, FOUR_DIGITS);
        assertThat(slope.low()).isCloseTo(-3.627907, FOUR_DIGITS);
        assertThat(slope.high()).isCloseTo(-1.428571, FOUR_DIGITS);

        double factor = SerialCorrelation.factor(TheilSen.detrended(KnownSeries.NILE, slope.slope()));
        assertThat(factor).isCloseTo(2.142898, FOUR_DIGITS);
        KendallTest careful = KendallTest.of(KnownSeries.NILE, 1, factor);
        assertThat(careful.probability()).isCloseTo(0.00480268, FOUR_DIGITS);
        assertThat(careful.basis()).isEqualTo(KendallTest.Basis.NORMAL_CORRELATED);
        TheilSen wider = TheilSen.of(KnownSeries.NILE, 1, careful, 0.95);
        assertThat(wider.low()).isCloseTo(-4.210526, FOUR_DIGITS);
        assertThat(wider.high()).isCloseTo(-0.8771930, FOUR_DIGITS);
    }

    @Test
    void comparesMonthsWithTheSameMonth() {
        KendallTest seasonal = KendallTest.of(KnownSeries.AIR_PASSENGERS, 12, 1);
        assertThat(seasonal.score()).isEqualTo(784);
        assertThat(seasonal.variance()).isCloseTo(2_550, FOUR_DIGITS);
        TheilSen slope = TheilSen.of(KnownSeries.AIR_PASSENGERS, 12, seasonal, 0.95);
        assertThat(slope.slope()).isCloseTo(2.519676, FOUR_DIGITS);
        assertThat(slope.low()).isCloseTo(2.416667, FOUR_DIGITS);
        assertThat(slope.high()).isCloseTo(2.633333, FOUR_DIGITS);
    }

    @Test
    void isExactForFewValues() {
        KendallTest exact = KendallTest.of(Arrays.copyOfRange(KnownSeries.NILE, 27, 37), 1, 1);
        assertThat(exact.score()).isEqualTo(-13);
        assertThat(exact.probability()).isCloseTo(0.2912483, FOUR_DIGITS);
        assertThat(exact.basis()).isEqualTo(KendallTest.Basis.EXACT);
    }

    @ParameterizedTest
    @CsvSource({"1 2 3 4 5", "1 2 2 4 3", "5 5 5 1 1 2", "3 1 2 2 2 9 1", "4 4", "7 1 1 1 1"})
    void countsAllOrdersAlsoOfTies(String text) {
        double[] values =
                Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
        long score = Math.abs(KendallTest.of(values, 1, 1).score());
        List<double[]> orders = new ArrayList<>();
        permute(values.clone(), 0, orders);
        double beyond = orders.stream()
                .filter(order -> Math.abs(KendallTest.of(order, 1, 1).score()) >= score)
                .count();
        assertThat(KendallTest.of(values, 1, 1).probability()).isCloseTo(beyond / orders.size(), Offset.offset(1e-12));
    }

    @Test
    void leavesGapsOut() {
        double gap = Double.NaN;
        KendallTest gappy = KendallTest.of(new double[] {gap, 3, gap, 1, 4, gap}, 1, 1);
        KendallTest dense = KendallTest.of(new double[] {3, 1, 4}, 1, 1);
        assertThat(gappy).isEqualTo(dense);
        // from the second step to the fifth; from the second to the fourth; from the fourth to the fifth
        assertThat(TheilSen.of(new double[] {gap, 3, gap, 1, 4, gap}, 1, gappy, 0.95)
                        .slope())
                .isCloseTo(1 / 3.0, FOUR_DIGITS);
    }

    private static void permute(double[] values, int from, List<double[]> orders) {
        if (from == values.length) {
            orders.add(values.clone());
            return;
        }
        for (int i = from; i < values.length; i++) {
            swap(values, from, i);
            permute(values, from + 1, orders);
            swap(values, from, i);
        }
    }

    private static void swap(double[] values, int one, int other) {
        double value = values[one];
        values[one] = values[other];
        values[other] = value;
    }
}
