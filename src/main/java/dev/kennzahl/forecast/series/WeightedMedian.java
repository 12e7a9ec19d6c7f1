package dev.kennzahl.forecast.series;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The value that has half of the weight below it and half above; between two values a straight line. */
final class WeightedMedian {
    private WeightedMedian() {}

    static double of(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double half = 0;
        for (double weight : weights) {
            half += weight / 2;
        }
        double below = 0;
        double positionBefore = 0;
        double valueBefore = values[order[0]];
        for (int i : order) {
            double position = below + weights[i] / 2;
            if (position >= half) {
                double share = position == positionBefore ? 1 : (half - positionBefore) / (position - positionBefore);
                return valueBefore + Math.min(1, share) * (values[i] - valueBefore);
            }
            below += weights[i];
            positionBefore = position;
            valueBefore = values[i];
        }
        return valueBefore;
    }
}
