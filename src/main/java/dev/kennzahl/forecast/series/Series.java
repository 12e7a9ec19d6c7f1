package dev.kennzahl.forecast.series;

import java.util.Arrays;

/**
 * A complete series of finite values in time order, the oldest first, at equal distances.
 *
 * @param values at least one
 * @param period how many observations make up one season, 12 for months and 1 for none
 */
public record Series(double[] values, int period) {
    public Series {
        if (values.length == 0 || period < 1) {
            throw new IllegalArgumentException("a series has values and a period of at least 1");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a series has finite values");
            }
        }
    }

    /** How many observations there are. */
    public int length() {
        return values.length;
    }

    /** Whether all values are above zero. */
    public boolean isPositive() {
        return Arrays.stream(values).min().orElseThrow() > 0;
    }

    /** Whether no value is below zero. */
    public boolean isNonNegative() {
        return Arrays.stream(values).min().orElseThrow() >= 0;
    }

    /** Whether no value differs from the first. */
    public boolean isConstant() {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    /** Whether a season is evident, as it may be from two of them on. */
    public boolean isSeasonal() {
        return StableSeason.isSure(this);
    }

    /** The same values with another meaning of season. */
    Series with(double[] otherValues) {
        return new Series(otherValues, period);
    }

    Series withoutSeason() {
        return new Series(values, 1);
    }

    double last() {
        return values[values.length - 1];
    }
}
