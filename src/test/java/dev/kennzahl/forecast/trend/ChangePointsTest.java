package dev.kennzahl.forecast.trend;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kennzahl.forecast.series.KnownSeries;

import static org.assertj.core.api.Assertions.assertThat;

class ChangePointsTest {
    @Test
    void findsTheDropOfTheNileWhenTheDamWasBuilt() {
        // 1899, the 29th year: the series' known break (Cobb 1978)
        assertThat(ChangePoints.of(KnownSeries.NILE).changes())
                .extracting(ChangePoints.Change::place)
                .contains(28);
    }

    @Test
    void aSteadyTrendIsNoChange() {
        Random random = new Random(5);
        double[] values = IntStream.range(0, 60)
                .mapToDouble(t -> 100 + 3 * t + random.nextGaussian() * 5)
                .toArray();
        assertThat(ChangePoints.of(values).changes()).isEmpty();
    }

    @Test
    void aBendIsAChangeWithBothSlopes() {
        double[] values = IntStream.range(0, 40)
                .mapToDouble(t -> (t < 20 ? 2 * t : 40 - (t - 20)) + (t % 3 - 1) * 0.3)
                .toArray();
        List<ChangePoints.Change> changes = ChangePoints.of(values).changes();
        assertThat(changes).hasSize(1);
        assertThat(changes.get(0).place()).isBetween(19, 22);
        assertThat(changes.get(0).slopeBefore()).isBetween(1.9, 2.1);
        assertThat(changes.get(0).slopeAfter()).isBetween(-1.1, -0.9);
    }

    @Test
    void straightAndConstantSeriesHaveNone() {
        assertThat(ChangePoints.of(
                                IntStream.range(0, 30).mapToDouble(t -> 7.1 * t).toArray())
                        .changes())
                .isEmpty();
        assertThat(ChangePoints.of(new double[20]).changes()).isEmpty();
        assertThat(ChangePoints.of(new double[] {3}).changes()).isEmpty();
    }

    /** By chance is not never: the shares are those that the class says, with room for another draw. */
    @ParameterizedTest
    @CsvSource({"0, 0.15", "0.5, 0.35", "0.8, 0.55"})
    void fewSeriesWithoutAnyHaveSomeEvenWhereNeighboursCorrelate(double correlation, double most) {
        Random random = new Random(20261129);
        long some = IntStream.range(0, 300)
                .filter(i -> !ChangePoints.of(values(random, correlation, 0))
                        .changes()
                        .isEmpty())
                .count();
        assertThat(some / 300.0).isLessThan(most);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.5", "0.8"})
    void aLargeJumpIsFoundWhateverTheCorrelation(double correlation) {
        Random random = new Random(20261129);
        long found = IntStream.range(0, 300)
                .filter(i -> ChangePoints.of(values(random, correlation, 8)).changes().stream()
                        .anyMatch(change -> Math.abs(change.place() - 24) <= 2))
                .count();
        assertThat(found / 300.0).isGreaterThan(0.95);
    }

    /** Forty-eight values of an autoregression with a deviation of one, and a jump in the middle. */
    private static double[] values(Random random, double correlation, double jump) {
        double[] values = new double[48];
        double state = random.nextGaussian();
        for (int t = 0; t < values.length; t++) {
            state = correlation * state + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            values[t] = state + (t < 24 ? 0 : jump);
        }
        return values;
    }

    @Property(tries = 60)
    void noSplitIsCheaper(
            @ForAll @IntRange(min = 4, max = 13) int length,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 20) int price) {
        Random random = new Random(seed);
        double[] values = random.doubles(length, 0, 10).toArray();
        double penalty = price;
        List<Integer> found = ChangePoints.split(values, penalty).changes().stream()
                .map(ChangePoints.Change::place)
                .toList();
        double least = cheapest(values, 0, penalty);
        assertThat(cost(values, found, penalty)).isLessThanOrEqualTo(least + 1e-6);
    }

    /** The least cost of what is left, by trying every end of the next line; of the first line no penalty is due. */
    private static double cheapest(double[] values, int from, double penalty) {
        double due = from == 0 ? 0 : penalty;
        double least =
                values.length - from >= 4 ? due + squares(values, from, values.length) : Double.POSITIVE_INFINITY;
        for (int to = from + 4; to <= values.length - 4; to++) {
            least = Math.min(least, due + squares(values, from, to) + cheapest(values, to, penalty));
        }
        return least;
    }

    private static double cost(double[] values, List<Integer> starts, double penalty) {
        List<Integer> bounds = new ArrayList<>(List.of(0));
        bounds.addAll(starts);
        bounds.add(values.length);
        double cost = penalty * starts.size();
        for (int i = 1; i < bounds.size(); i++) {
            assertThat(bounds.get(i) - bounds.get(i - 1)).isGreaterThanOrEqualTo(4);
            cost += squares(values, bounds.get(i - 1), bounds.get(i));
        }
        return cost;
    }

    /** By least squares as in every textbook. */
    private static double squares(double[] values, int from, int to) {
        double meanOfTimes = IntStream.range(from, to).average().orElseThrow();
        double mean =
                IntStream.range(from, to).mapToDouble(t -> values[t]).average().orElseThrow();
        double products = IntStream.range(from, to)
                .mapToDouble(t -> (t - meanOfTimes) * (values[t] - mean))
                .sum();
        double times = IntStream.range(from, to)
                .mapToDouble(t -> (t - meanOfTimes) * (t - meanOfTimes))
                .sum();
        return IntStream.range(from, to)
                .mapToDouble(t -> Math.pow(values[t] - mean - products / times * (t - meanOfTimes), 2))
                .sum();
    }
}
