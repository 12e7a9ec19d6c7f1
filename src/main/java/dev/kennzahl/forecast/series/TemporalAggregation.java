package dev.kennzahl.forecast.series;

/**
 * The mean of damped trends of the series itself and of its means over longer and longer stretches up to a whole season: what is noise
 * in months is level and trend in quarters and half years.
 *
 * <p>Source: Kourentzes, Petropoulos and Trapero (2014), International Journal of Forecasting 30(2).
 */
final class TemporalAggregation implements Member {
    private static final int FEWEST_BLOCKS = 8;

    /** Daily series have many divisors; these tell enough. */
    private static final int MOST_LEVELS = 6;

    private final int longest;

    /** @param longest how many values make up a season; stretches have divisors of it as their length */
    TemporalAggregation(int longest) {
        this.longest = longest;
    }

    @Override
    public double[] mean(Series series, int horizon) {
        double[] sum = new double[horizon];
        int levels = 0;
        for (int size = 1; size <= longest && levels < MOST_LEVELS; size++) {
            int count = series.length() / size;
            if (longest % size == 0 && (size == 1 || count >= FEWEST_BLOCKS)) {
                add(sum, blocks(series.values(), size, count), size);
                levels++;
            }
        }
        for (int h = 0; h < horizon; h++) {
            sum[h] /= levels;
        }
        return sum;
    }

    private static double[] blocks(double[] values, int size, int count) {
        double[] blocks = new double[count];
        int from = values.length - count * size;
        for (int i = 0; i < count * size; i++) {
            blocks[i / size] += values[from + i] / size;
        }
        return blocks;
    }

    /** A block stands for its middle; between middles it is a straight line. */
    private static void add(double[] sum, double[] blocks, int size) {
        double[] path = Smoothed.damped(new Series(blocks, 1), (sum.length - 1) / size + 2);
        double[] withLast = new double[path.length + 1];
        withLast[0] = blocks[blocks.length - 1];
        System.arraycopy(path, 0, withLast, 1, path.length);
        for (int h = 0; h < sum.length; h++) {
            double position = (h + 0.5) / size + 0.5;
            int before = (int) position;
            double share = position - before;
            sum[h] += withLast[before] * (1 - share) + withLast[Math.min(before + 1, path.length)] * share;
        }
    }
}
