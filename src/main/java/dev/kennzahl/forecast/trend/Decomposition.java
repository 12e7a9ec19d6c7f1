package dev.kennzahl.forecast.trend;

import java.util.stream.IntStream;

/** A series in three parts, one value of each for each of the series: they add up to it. */
public record Decomposition(double[] trend, double[] season, double[] remainder) {
    /**
     * How much of what is left beside the trend is season, from 0 for none to 1: 1 − Var(remainder) / Var(season + remainder), at least 0.
     *
     * <p>Source: Wang, Smith and Hyndman (2006), Characteristic-based clustering for time series data, Data Mining and Knowledge Discovery 13(3).
     */
    public double seasonalStrength() {
        return strength(season);
    }

    /** How much of what is left beside the season is trend, likewise. */
    public double trendStrength() {
        return strength(trend);
    }

    private double strength(double[] part) {
        double both = variance(IntStream.range(0, part.length)
                .mapToDouble(t -> part[t] + remainder[t])
                .toArray());
        return both == 0 ? 0 : Math.max(0, 1 - variance(remainder) / both);
    }

    private static double variance(double[] values) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(t -> values[t])
                .average()
                .orElse(0);
        return IntStream.range(0, values.length)
                .mapToDouble(t -> (values[t] - mean) * (values[t] - mean))
                .average()
                .orElse(0);
    }
}
