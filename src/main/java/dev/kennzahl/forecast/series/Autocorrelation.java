package dev.kennzahl.forecast.series;

/** The sample autocorrelation: Σ (y_t − ȳ)(y_{t−lag} − ȳ) / Σ (y_t − ȳ)², zero for a constant series. */
final class Autocorrelation {
    private Autocorrelation() {}

    static double of(double[] values, int lag) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double products = 0;
        double squares = 0;
        for (int t = 0; t < values.length; t++) {
            double here = values[t] - mean;
            squares += here * here;
            if (t >= lag) {
                products += here * (values[t - lag] - mean);
            }
        }
        return squares == 0 ? 0 : products / squares;
    }
}
