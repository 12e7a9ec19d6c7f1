package dev.kennzahl.forecast.series;

import java.util.Arrays;

import dev.kennzahl.problem.Problem;
import dev.kennzahl.problem.ProblemCode;

/**
 * Values as they are posted, with gaps. Gaps before the first value are dropped; gaps after the last are steps that are forecast and
 * not answered; gaps between are filled by straight lines, on the seasonally adjusted series where a season is evident.
 *
 * @param values in time order, the oldest first; NaN where one is missing
 */
public record GappyValues(double[] values) {
    /** Larger ones could not be squared and added up. */
    private static final double LARGEST = 1e100;

    /** How many values there are, without the gaps. */
    public int known() {
        return (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    }

    /** Whether no value is below zero. */
    public boolean isNonNegative() {
        return Arrays.stream(values).noneMatch(value -> value < 0);
    }

    /** The smallest value there is; infinite without any. */
    public double least() {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** The largest; infinite without any. */
    public double most() {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** How many steps at the end have no value. */
    int missingAtEnd() {
        int missing = 0;
        while (missing < values.length && Double.isNaN(values[values.length - 1 - missing])) {
            missing++;
        }
        return missing;
    }

    /**
     * @param field the name of the values in what was posted
     * @throws Problem {@code MISSING_VALUE} or {@code INVALID_VALUE}, final: nothing there, more gaps than values, or a value too large
     */
    public void check(String field) {
        int known = known();
        if (known == 0) {
            throw new Problem(
                    ProblemCode.MISSING_VALUE, field, field + " must have numbers, the oldest first; null for a gap.");
        }
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i]) > LARGEST) {
                throw new Problem(
                        ProblemCode.INVALID_VALUE,
                        field + "[" + i + "]",
                        field + "[" + i + "] must be a number between -1e100 and 1e100.");
            }
        }
        int gaps = values.length - firstKnown() - known;
        if (gaps > known) {
            throw new Problem(
                    ProblemCode.INVALID_VALUE,
                    field,
                    field + " has " + gaps + " gaps and only " + known
                            + " values; send longer steps, with a value in at least every other one.");
        }
    }

    /** From the first value to the last, without gaps. */
    public double[] filled(int period) {
        double[] inner = Arrays.copyOfRange(values, firstKnown(), values.length - missingAtEnd());
        double[] straight = straightened(inner);
        Series series = new Series(straight, period);
        if (Arrays.equals(straight, inner) || !Seasonality.isEvident(series)) {
            return straight;
        }
        Seasonality season = series.isPositive() ? Seasonality.multiplicative(series) : Seasonality.additive(series);
        return season.restore(straightened(season.adjust(inner)));
    }

    private int firstKnown() {
        int first = 0;
        while (first < values.length && Double.isNaN(values[first])) {
            first++;
        }
        return first;
    }

    /** Begins and ends with a value. */
    private static double[] straightened(double[] gappy) {
        double[] filled = gappy.clone();
        int before = 0;
        for (int t = 1; t < gappy.length; t++) {
            if (!Double.isNaN(gappy[t])) {
                for (int gap = before + 1; gap < t; gap++) {
                    filled[gap] = gappy[before] + (gappy[t] - gappy[before]) * (gap - before) / (t - before);
                }
                before = t;
            }
        }
        return filled;
    }
}
