package dev.kennzahl.forecast.series;

import org.hipparchus.distribution.continuous.FDistribution;

/**
 * Whether the changes from value to value differ from season to season by more than chance: the F test for fixed seasonal effects, on first
 * differences of logarithms, or of the values where not all are above zero. Differences make it bear both noise around a level and a walk,
 * which each year's shape on its own does not tell from a season; and two whole seasons are enough for it, where the test of the M4
 * competition ({@link Seasonality#isEvident}) asks for three and misses smooth seasons up to four or five.
 *
 * <p>Source: Lytras, Feldpausch and Bell (2007), Determining seasonality: a comparison of diagnostics from X-12-ARIMA, ICES III, which finds
 * the F test of fixed seasonal effects the best of them; shrinkage as in {@link Seasonality#shrunk}.
 *
 * @param season the indices, drawn towards none the more so the less they stand out
 * @param probability of such differences between seasons when there is no season
 */
record StableSeason(Seasonality season, double probability) {
    private static final int PERIODS = 2;
    private static final int PERIODS_OF_M4 = 3;

    /** The level of M4's test, 10 %, where that test cannot be made. */
    private static final double LEVEL_ALONE = 0.10;

    /** Where it can be made, a second test at its level would find seasons by chance twice as often. */
    private static final double LEVEL_BESIDE = 0.01;

    /** Differences between seasons that are this small beside the values, squared, are those of rounding. */
    private static final double ROUNDING = 1e-24;

    /** Whether there is a season to be reckoned with, by this test or by that of M4. */
    static boolean isLikely(Series series) {
        return isThere(series, isShort(series) ? LEVEL_ALONE : LEVEL_BESIDE);
    }

    /** The same where a season that is none does more harm than one that is missed. */
    static boolean isSure(Series series) {
        return isThere(series, LEVEL_BESIDE);
    }

    /** Whether there are too few values to be decomposed: of fewer than three whole seasons moving averages leave fewer than two. */
    static boolean isShort(Series series) {
        return isShort(series.length(), series.period());
    }

    static boolean isShort(int length, int period) {
        return length < PERIODS_OF_M4 * period;
    }

    private static boolean isThere(Series series, double level) {
        boolean canBeTested = series.period() > 1 && series.length() >= PERIODS * series.period();
        return canBeTested && (Seasonality.isEvident(series) || of(series).probability < level);
    }

    /** @param series of two whole seasons or more */
    static StableSeason of(Series series) {
        boolean positive = series.isPositive();
        int period = series.period();
        double[] values = series.values();
        int n = values.length;
        double[] changes = new double[n]; // the first is none
        double[] means = new double[period];
        double mean = 0;
        double size = 0;
        for (int t = 1; t < n; t++) {
            changes[t] = positive ? Math.log(values[t] / values[t - 1]) : values[t] - values[t - 1];
            means[t % period] += changes[t] / count(t % period, n, period);
            mean += changes[t] / (n - 1);
            size += positive ? 1 : values[t] * values[t];
        }
        double between = 0;
        double within = 0;
        for (int t = 1; t < n; t++) {
            double ofSeason = means[t % period];
            between += (ofSeason - mean) * (ofSeason - mean);
            within += (changes[t] - ofSeason) * (changes[t] - ofSeason);
        }
        double ratio = between <= ROUNDING * size ? 0 : between / (period - 1) / (within / (n - 1 - period));
        double share = Math.min(1, Math.max(0, (period - 3) / ((period - 1) * ratio)));
        return new StableSeason(indices(means, positive, share), probability(ratio, period - 1, n - 1 - period));
    }

    /** How many changes lead to values of this season. */
    private static int count(int season, int length, int period) {
        return (length - 1 - season) / period + (season == 0 ? 0 : 1);
    }

    private static double probability(double ratio, int seasons, int rest) {
        return Double.isInfinite(ratio) ? 0 : 1 - new FDistribution(seasons, rest).cumulativeProbability(ratio);
    }

    /** Changes without their drift add up to the shape of a year. */
    private static Seasonality indices(double[] means, boolean multiplicative, double share) {
        int period = means.length;
        double drift = 0;
        for (double mean : means) {
            drift += mean / period;
        }
        double[] indices = new double[period];
        double middle = 0;
        for (int s = 1; s < period; s++) {
            indices[s] = indices[s - 1] + means[s] - drift;
            middle += indices[s] / period;
        }
        double total = 0;
        for (int s = 0; s < period; s++) {
            double index = (1 - share) * (indices[s] - middle);
            double most = Member.LARGEST_LOGARITHM;
            indices[s] = multiplicative ? Math.exp(Math.min(most, Math.max(-most, index))) : index;
            total += indices[s];
        }
        for (int s = 0; s < period && multiplicative; s++) {
            indices[s] *= period / total;
        }
        return new Seasonality(multiplicative, indices);
    }
}
