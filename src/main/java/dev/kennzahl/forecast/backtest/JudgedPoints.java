package dev.kennzahl.forecast.backtest;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import dev.kennzahl.forecast.accuracy.ErrorMeasure;
import dev.kennzahl.forecast.accuracy.Judged;
import dev.kennzahl.forecast.series.SeriesForecast;

/** Single values and what was said of them by one method, collected from many origins. */
final class JudgedPoints {
    /** The parts of a value that are kept: what came, what was said, the ends of its intervals, the benchmark, the scale. */
    private enum Part {
        ACTUAL,
        FORECAST,
        LOW_95,
        LOW_80,
        HIGH_80,
        HIGH_95,
        BENCHMARK,
        SCALE
    }

    private final double[][] parts = new double[Part.values().length][16];
    private int count;

    void add(OriginForecasts from, SeriesForecast said, SeriesForecast benchmark, int lead) {
        if (count == parts[0].length) {
            for (int part = 0; part < parts.length; part++) {
                parts[part] = Arrays.copyOf(parts[part], 2 * count);
            }
        }
        put(Part.ACTUAL, from.origin().actual()[lead]);
        put(Part.FORECAST, said.mean()[lead]);
        put(Part.LOW_95, said.within95().low()[lead]);
        put(Part.LOW_80, said.within80().low()[lead]);
        put(Part.HIGH_80, said.within80().high()[lead]);
        put(Part.HIGH_95, said.within95().high()[lead]);
        put(Part.BENCHMARK, benchmark.mean()[lead]);
        put(Part.SCALE, from.scale());
        count++;
    }

    void addAll(JudgedPoints others) {
        for (int part = 0; part < parts.length; part++) {
            parts[part] = Arrays.copyOf(parts[part], Math.max(parts[part].length, count + others.count));
            System.arraycopy(others.parts[part], 0, parts[part], count, others.count);
        }
        count += others.count;
    }

    int count() {
        return count;
    }

    OptionalDouble error(ErrorMeasure measure) {
        return measure == ErrorMeasure.MASE
                ? scaled(Part.FORECAST)
                : measure.of(new Judged(part(Part.ACTUAL), part(Part.FORECAST), Double.NaN));
    }

    OptionalDouble owa() {
        OptionalDouble mase = scaled(Part.FORECAST);
        OptionalDouble benchmark = benchmarkMase();
        return mase.isEmpty() || benchmark.isEmpty()
                ? OptionalDouble.empty()
                : ErrorMeasure.owa(smape(Part.FORECAST), mase.getAsDouble(), benchmarkSmape(), benchmark.getAsDouble());
    }

    double benchmarkSmape() {
        return smape(Part.BENCHMARK);
    }

    OptionalDouble benchmarkMase() {
        return scaled(Part.BENCHMARK);
    }

    Map<Double, Double> pinball() {
        Map<Double, Double> losses = new LinkedHashMap<>();
        losses.put(0.025, pinball(Part.LOW_95, 0.025));
        losses.put(0.1, pinball(Part.LOW_80, 0.1));
        losses.put(0.9, pinball(Part.HIGH_80, 0.9));
        losses.put(0.975, pinball(Part.HIGH_95, 0.975));
        return losses;
    }

    double within80() {
        return ErrorMeasure.coverage(part(Part.ACTUAL), part(Part.LOW_80), part(Part.HIGH_80));
    }

    double within95() {
        return ErrorMeasure.coverage(part(Part.ACTUAL), part(Part.LOW_95), part(Part.HIGH_95));
    }

    private double pinball(Part quantile, double level) {
        return ErrorMeasure.pinballLoss(part(Part.ACTUAL), part(quantile), level);
    }

    private double smape(Part forecast) {
        return ErrorMeasure.SMAPE
                .of(new Judged(part(Part.ACTUAL), part(forecast), Double.NaN))
                .orElseThrow();
    }

    /** Each value by the scale of its own history; those whose history has none are left out, as M4 does. */
    private OptionalDouble scaled(Part forecast) {
        double[] scales = part(Part.SCALE);
        double[] actual = part(Part.ACTUAL);
        double[] said = part(forecast);
        int[] known = IntStream.range(0, count).filter(i -> scales[i] > 0).toArray();
        return known.length == 0
                ? OptionalDouble.empty()
                : ErrorMeasure.MASE.of(new Judged(
                        Arrays.stream(known)
                                .mapToDouble(i -> actual[i] / scales[i])
                                .toArray(),
                        Arrays.stream(known)
                                .mapToDouble(i -> said[i] / scales[i])
                                .toArray(),
                        1));
    }

    private void put(Part part, double value) {
        parts[part.ordinal()][count] = value;
    }

    private double[] part(Part part) {
        return Arrays.copyOf(parts[part.ordinal()], count);
    }
}
